import { renderToStaticMarkup } from 'react-dom/server'
import { Markdown, type MarkdownProps } from '../../src/components/markdown/Markdown.js'
import { Around } from './markdownAround.js'

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
