import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import { createAssistantsClient, type Message, toolDefinitions } from '../../../src/index.js'
import { createAssistantsServer, type Script, scripted } from '../../../src/server/index.js'
import { operationOf, pathOf } from '../../../src/testing/operationOf.js'
import { nodeListener } from '../../server/nodeListener.js'
import type { Heard } from './moments.js'
import { tools } from './tools.js'

/** The page and the server that it speaks with, on one origin. */
export interface Site {
  /** Makes a thread, and tells where it is shown. */
  open: () => Promise<{ threadId: string; url: string }>
  /** What the server has of it. */
  read: (threadId: string) => Promise<Stand>
  close: () => void
}

/** How a thread stands, as the server has it. */
export interface Stand {
  /** What the person said, by message. */
  said: string[]
  /** The status of each run. */
  runs: string[]
  /** What was handed in and taken: the outputs of each time. */
  taken: string[][]
}

const weather = JSON.stringify({ city: 'Lisbon' })

/** Asks two things, and then is content. */
const script: Script = ({ messages }) =>
  messages.some(({ type }) => type === 'tool-output')
    ? [
        { type: 'text', text: 'Thank ' },
        { type: 'text', text: 'you.' },
      ]
    : [
        { type: 'text', text: 'Let me ' },
        { type: 'text', text: 'ask.' },
        { type: 'tool-call', id: 'call_1', name: 'get_weather' },
        { type: 'tool-arguments', id: 'call_1', arguments: weather },
        { type: 'tool-call', id: 'call_2', name: 'get_trip' },
        { type: 'tool-arguments', id: 'call_2', arguments: '{}' },
      ]

const wordsOf = ({ content }: Message) =>
  content.map((part) => (part.type === 'text' ? part.text.value : '')).join('')

/** The page as an app's own build would have it. */
async function buildPage(): Promise<ReadonlyMap<string, string>> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    // Whatever loaded this file may have left another word in the environment.
    define: { 'process.env.NODE_ENV': '"production"' },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('killedPage.tsx', import.meta.url)),
        output: { entryFileNames: 'main.js' },
      },
    },
  })
  // One input, not watched: one output.
  const { output } = made as Rolldown.RolldownOutput
  const files = output.flatMap((one) =>
    one.type === 'chunk' ? [[`/${one.fileName}`, one.code] as const] : [],
  )
  return new Map(files)
}

const html =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>A chat</title>' +
  '<body><div id="root"></div><script type="module" src="/main.js"></script></body></html>'

/**
 * Builds the page and serves it, and a server beside it that outlives it.
 *
 * @param hear Told of each request as it arrives, before its answer goes out, and at each piece of a stream; what it
 *   waits for comes first. False loses the request.
 */
export async function openSite(hear: (what: Heard) => Promise<boolean>): Promise<Site> {
  const files = await buildPage()
  const server = createAssistantsServer({ model: scripted({ pace: 5, script }) })
  const client = createAssistantsClient({ baseUrl: 'http://server.test/v1', fetch: server.fetch })
  const taken = new Map<string, string[][]>()

  const pass = async (request: Request): Promise<Response> => {
    const path = pathOf(request, '/v1')
    const operation = operationOf(request.method, path)
    const text = request.method === 'GET' ? null : await request.text()
    const { url, method, headers } = request
    // Not the page's own request: what it has sent arrives, whether it lives or not.
    const again = new Request(url, { method, headers, body: text })
    const acts = ['createMessage', 'createRun', 'submitToolOutputs'] as const
    const act = acts.find((one) => one === operation)
    if (!act) return server.fetch(again)
    if (!(await hear(`asked ${act}`))) return new Response(null, { status: 503 })
    const response = await server.fetch(again)
    if (act === 'submitToolOutputs' && response.ok) {
      const threadId = path.split('/')[2] ?? ''
      const { tool_outputs: outputs } = JSON.parse(text ?? '') as {
        tool_outputs: { output: string }[]
      }
      taken.set(threadId, [...(taken.get(threadId) ?? []), outputs.map(({ output }) => output)])
    }
    await hear(`answered ${act}`)
    const told = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        async transform(bytes, to) {
          to.enqueue(bytes)
          await hear(`told ${act}`)
        },
      }),
    )
    return new Response(told ?? null, response)
  }
  const serve = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/v1/')) return pass(request)
    const code = files.get(pathname)
    const type = code === undefined ? 'text/html' : 'text/javascript'
    return new Response(code ?? html, { headers: { 'content-type': `${type}; charset=utf-8` } })
  }
  const listen = nodeListener(serve)
  const http = createServer((asked, answer) => void listen(asked, answer))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has one.
  const { port } = http.address() as AddressInfo
  const assistant = await client.createAssistant({
    model: 'scripted',
    tools: toolDefinitions(tools),
  })

  return {
    async open() {
      const { id: threadId } = await client.createThread({})
      const query = new URLSearchParams({ thread: threadId, assistant: assistant.id })
      return { threadId, url: `http://127.0.0.1:${port}/?${query.toString()}` }
    },
    async read(threadId) {
      const here = { thread_id: threadId, order: 'asc' as const }
      const [messages, runs] = await Promise.all([client.listMessages(here), client.listRuns(here)])
      return {
        said: messages.data.filter(({ role }) => role === 'user').map(wordsOf),
        runs: runs.data.map(({ status }) => status),
        taken: taken.get(threadId) ?? [],
      }
    },
    close() {
      http.closeAllConnections()
      http.close()
      server.close()
    },
  }
}
