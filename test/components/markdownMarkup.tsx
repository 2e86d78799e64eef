import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Markdown, type MarkdownProps } from '../../src/components/markdown/Markdown.js'
import { ClientProvider, createAssistantsClient } from '../../src/index.js'

const client = createAssistantsClient({
  baseUrl: 'https://server.test/v1',
  fetch: () => Promise.reject(new Error('nothing is asked here')),
})
const cache = new QueryClient()

/** What a picture needs around it. */
export const Around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={cache}>
    <ClientProvider client={client}>{children}</ClientProvider>
  </QueryClientProvider>
)

/** The markup of a text, as a server would send it. */
export const markupOf = (text: string, props: Omit<MarkdownProps, 'text'> = {}): string =>
  renderToStaticMarkup(
    <Around>
      <Markdown text={text} {...props} />
    </Around>,
  )

/** Markup without what is the same everywhere: directions, classes, how a link is opened, the frame of code. */
export const simplify = (markup: string): string =>
  markup
    .replaceAll(
      /<div class="ra-code-block">.*?<bdi class="ra-quiet">(.*?)<\/bdi>.*?<pre/gs,
      '<pre lang="$1"',
    )
    .replaceAll(/<\/pre><\/div>/g, '</pre>')
    .replaceAll(/<div class="ra-table".*?><table>(.*?)<\/table><\/div>/gs, '<table>$1</table>')
    .replaceAll(
      / (?:dir|class|rel|target|scope|lang|data-state)=""| (?:dir|class|rel|target|scope)="[^"]*"/g,
      '',
    )
    .replaceAll('<pre><code>', '<pre>')
    .replaceAll('<pre lang=""><code>', '<pre>')
    .replaceAll(/<pre lang="([^"]*)"><code>/g, '<pre $1>')
    .replaceAll('</code></pre>', '</pre>')
    .replaceAll(' data-state="tight"', '')
    .replaceAll('data-state="loose"', 'loose')
    .replaceAll(/<(\/?)thead>|<(\/?)tbody>/g, '')
    .replaceAll(/data-(align|level)="(\w+)"/g, '$2')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
