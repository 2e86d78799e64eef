import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import {
  AssistantChat,
  AssistantsProvider,
  createAssistantsClient,
  defineTool,
  indexedDbStorage,
  type ToolSet,
} from '../../src/index.js'

/** What the page around gives to each of its tabs. */
export interface TabsHost {
  serve: (request: Request) => Promise<Response>
  threadId: string
  assistantId: string
  storage: string
  /** An automatic call is carried out; it is done as soon as the promise resolves. */
  book: () => Promise<string>
}

const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }

/** One tool that a person answers, and one that runs by itself. */
export const makeTools = (book: TabsHost['book']): ToolSet => ({
  get_weather: defineTool({ label: 'Weather', description: 'The weather.', parameters: city }),
  book_trip: defineTool({
    label: 'Booking',
    description: 'Books.',
    parameters: city,
    execute: book,
  }),
})

const host = (parent as unknown as { tabsHost?: TabsHost }).tabsHost
const root = document.querySelector('#root')

// The test imports the tools from here, too.
if (host && root && parent !== window) {
  const { serve, threadId, assistantId, storage, book } = host
  const client = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch: serve })
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <AssistantsProvider
        client={client}
        tools={makeTools(book)}
        storage={indexedDbStorage({ name: storage })}
      >
        <AssistantChat threadId={threadId} assistantId={assistantId} aria-label="Chat" />
      </AssistantsProvider>
    </QueryClientProvider>,
  )
}
