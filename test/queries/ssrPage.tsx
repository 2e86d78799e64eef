import {
  dehydrate,
  type DehydratedState,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
  skipToken,
  useQueries,
} from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'

import { type AssistantsClient, createAssistantsClient, type Message } from '../../src/api/index.js'
import {
  ClientProvider,
  listItems,
  messageQuery,
  messagesQuery,
  runQuery,
  runsQuery,
  threadQuery,
  useMessages,
  useRun,
  useRuns,
  useSuspenseMessages,
  useSuspenseThread,
} from '../../src/queries/index.js'
import { createAssistantsServer } from '../../src/server/index.js'

export interface PageProps {
  thread_id: string
  ids: string[]
}

const textOf = ({ content: [part] }: Message) => (part?.type === 'text' ? part.text.value : '')

/** Reads items, lists, and several items at once, by hooks of every form. */
function Page({ thread_id, ids, client }: PageProps & { client: AssistantsClient }) {
  const of = { thread_id }
  const { data: thread } = useSuspenseThread(of)
  const { data: words } = useSuspenseMessages(of, { select: (data) => listItems(data).map(textOf) })
  const newest = useMessages({ ...of, limit: 1 })
  const runs = useRuns(of)
  const run_id = listItems(runs.data)[0]?.id
  const run = useRun(run_id === undefined ? skipToken : { ...of, run_id })
  const none = useRun(skipToken)
  const some = useQueries({
    queries: ids.map((message_id) => messageQuery(client, { ...of, message_id })),
  })
  return (
    <main>
      <h1>{thread.metadata?.['title']}</h1>
      <p>{words.join(', ')}</p>
      <p>{`${listItems(newest.data).length} of them, ${newest.hasNextPage ? 'and more' : 'no more'}`}</p>
      <p>{`${run.data?.status} ${none.status} ${none.fetchStatus}`}</p>
      <p>{some.map(({ data }) => (data ? textOf(data) : 'nothing')).join('/')}</p>
    </main>
  )
}

/** What is rendered on the server and hydrated in the page. */
export function App({
  client,
  cache,
  state,
  ...page
}: PageProps & { client: AssistantsClient; cache: QueryClient; state: DehydratedState }) {
  return (
    <StrictMode>
      <QueryClientProvider client={cache}>
        <HydrationBoundary state={state}>
          <ClientProvider client={client}>
            <Suspense fallback={<p>Wait.</p>}>
              <Page {...page} client={client} />
            </Suspense>
          </ClientProvider>
        </HydrationBoundary>
      </QueryClientProvider>
    </StrictMode>
  )
}

export const html =
  '<main><h1>Hello</h1><p>two, one</p><p>1 of them, and more</p><p>completed pending idle</p><p>one/two</p></main>'

/** The in-page server with a conversation in it, and a client that counts. */
export async function makeBackend() {
  const server = createAssistantsServer()
  const heard: string[] = []
  const connect = (baseUrl: string) =>
    createAssistantsClient({
      baseUrl,
      scope: 'ann',
      fetch: (request) => {
        heard.push(`${request.method} ${new URL(request.url).pathname.replace('/v1', '')}`)
        return server.fetch(request)
      },
    })
  const client = connect('http://internal:3000/v1')
  const { id: thread_id } = await client.createThread({ metadata: { title: 'Hello' } })
  const say = (content: string) => client.createMessage({ thread_id, role: 'user', content })
  const ids = [(await say('one')).id, (await say('two')).id]
  const { id: assistant_id } = await client.createAssistant({ model: 'm' })
  const events = client.stream.createRun({ thread_id, assistant_id })
  let run_id = ''
  for await (const { data } of events) if (data.object === 'thread.run') run_id = data.id
  // The answer is not what this is about.
  const [answer] = (await client.listMessages({ thread_id, limit: 1 })).data
  await client.deleteMessage({ thread_id, message_id: answer?.id ?? '' })
  heard.length = 0
  return {
    client,
    /** Reaches the same server by the address that it has outside. */
    pageClient: connect('https://server.test/v1'),
    heard,
    page: { thread_id, ids },
    run: { thread_id, run_id },
    close: server.close,
  }
}

export type Backend = Awaited<ReturnType<typeof makeBackend>>

/** What a server does before it renders. */
export async function prefetch({ client, page: { thread_id, ids }, run }: Backend) {
  const cache = new QueryClient()
  const of = { thread_id }
  await Promise.all([
    cache.prefetchQuery(threadQuery(client, of)),
    cache.prefetchInfiniteQuery(messagesQuery(client, of)),
    cache.prefetchInfiniteQuery(messagesQuery(client, { ...of, limit: 1 })),
    cache.prefetchInfiniteQuery(runsQuery(client, of)),
    cache.prefetchQuery(runQuery(client, run)),
    ...ids.map((message_id) => cache.prefetchQuery(messageQuery(client, { ...of, message_id }))),
  ])
  const state = dehydrate(cache)
  cache.clear()
  // As it travels inside the page.
  return JSON.parse(JSON.stringify(state)) as DehydratedState
}
