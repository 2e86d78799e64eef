import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Component, Fragment, type ReactNode, StrictMode, useState } from 'react'
import {
  AssistantChat,
  type AssistantChatProps,
  AssistantsProvider,
  type AssistantsProviderProps,
  createAssistantsClient,
  defineTool,
  type Dialect,
  isFinal,
  memoryStorage,
  toolDefinitions,
  type ToolSet,
} from '../../src/index.js'
import {
  type AssistantsServerOptions,
  createAssistantsServer,
  scripted,
  type Script,
} from '../../src/server/index.js'
import { type Bend, bendServer, faultyFetch, recordRequests } from '../../src/testing/index.js'
import { sampleMessage } from '../support/samples.js'

export interface StageOptions extends Pick<
  AssistantsServerOptions,
  'clock' | 'expiresAfter' | 'authorize' | 'pollAfter'
> {
  /** What the model says. @default what the scripted model says by itself */
  script?: Script
  tools?: ToolSet
  /** What the app's client knows of its server. @default dialects.generic */
  dialect?: Dialect
  /** How the server differs from our own. */
  bends?: readonly Bend[]
}

export const city = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }

/** A person tells the weather. */
export const weather: ToolSet = {
  get_weather: defineTool({ label: 'Weather', description: 'The weather.', parameters: city }),
}

export const question = 'What is the weather in Lisbon and in Oslo?'

/** A server, its network, the app's client on it, and somebody else's. */
export async function setStage({
  script,
  tools = weather,
  clock,
  bends = [],
  dialect,
  ...options
}: StageOptions = {}) {
  const time = clock && { clock }
  const server = createAssistantsServer({
    ...options,
    ...time,
    model: scripted({ ...(script && { script }), ...time }),
  })
  const network = faultyFetch(bendServer(server.fetch, ...bends), [], time)
  const heard = recordRequests(network)
  const make = (fetch: (request: Request) => Promise<Response>) =>
    createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      fetch,
      random: () => 0,
      ...(dialect && { dialect }),
      ...time,
    })
  const client = make(heard)
  const other = make(server.fetch)
  const assistant = await other.createAssistant({
    name: 'Travel desk',
    model: 'scripted',
    tools: toolDefinitions(tools),
  })
  return {
    server,
    network,
    heard,
    client,
    other,
    tools,
    clock,
    storage: memoryStorage(),
    cache: makeCache(),
    assistantId: assistant.id,
  }
}

export type Stage = Awaited<ReturnType<typeof setStage>>

/** A cache that keeps no timer beyond the test. */
const makeCache = (): QueryClient =>
  new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })

/** A thread in which somebody said something. */
export async function makeThread({ other }: Stage, ...texts: string[]): Promise<string> {
  const { id } = await other.createThread({})
  for (const [at, content] of texts.entries()) {
    await other.createMessage({ thread_id: id, role: at % 2 ? 'assistant' : 'user', content })
  }
  return id
}

/** A thread in which something was asked, and whose run has come to rest. */
export async function makeAsked(stage: Stage, text = question): Promise<string> {
  const thread_id = await makeThread(stage, text)
  const { id } = await stage.other.createRun({ thread_id, assistant_id: stage.assistantId })
  for (;;) {
    const run = await stage.other.getRun({ thread_id, run_id: id })
    if (isFinal(run) || run.status === 'requires_action') return thread_id
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** A message as a server might send it, however wrong. */
export const messageOf = (n: number, more: object) => ({
  ...sampleMessage,
  id: `msg_${n}`,
  created_at: n,
  thread_id: 'thread_1',
  content: [{ type: 'text', text: { value: `${n}`, annotations: [] } }],
  assistant_id: null,
  run_id: null,
  ...more,
})

export interface StagedProps extends Partial<AssistantsProviderProps> {
  stage: Stage
  /** Whether React looks for impure components, by doing things twice. @default true */
  isStrict?: boolean
  children: ReactNode
}

/** Everything that an app puts around the parts. */
export function Staged({ stage, isStrict = true, children, ...props }: StagedProps) {
  const Mode = isStrict ? StrictMode : Fragment
  return (
    <Mode>
      <QueryClientProvider client={stage.cache}>
        <AssistantsProvider
          client={stage.client}
          tools={stage.tools}
          storage={stage.storage}
          clock={stage.clock}
          {...props}
        >
          {children}
        </AssistantsProvider>
      </QueryClientProvider>
    </Mode>
  )
}

export interface ChatProps extends Partial<AssistantChatProps> {
  stage: Stage
  settings?: Partial<Omit<StagedProps, 'stage' | 'children'>>
}

/** A chat as an app would hold it: the thread that the first message makes is kept. */
export function Chat({ stage, settings, threadId: begin = null, ...props }: ChatProps) {
  const [threadId, setThreadId] = useState(begin)
  return (
    <Staged stage={stage} {...settings}>
      <AssistantChat
        assistantId={stage.assistantId}
        threadId={begin ?? threadId}
        onThreadChange={setThreadId}
        aria-label="Chat"
        {...props}
      />
    </Staged>
  )
}

/** Shows a chat, and hands over a person to use it. */
export function showChat(stage: Stage, props: Omit<ChatProps, 'stage'> = {}) {
  const user = userEvent.setup()
  return { user, ...render(<Chat stage={stage} {...props} />) }
}

/** Lets everything that needs no time come to rest, inside of React's `act`. */
export const settle = (turns = 8): Promise<void> =>
  act(async () => {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve))
  })

/** Catches what is thrown while rendering. */
export class Catch extends Component<{ children: ReactNode; onError: (error: unknown) => void }> {
  override state = { isBroken: false }
  static getDerivedStateFromError = () => ({ isBroken: true })
  override componentDidCatch(error: unknown) {
    this.props.onError(error)
  }
  override render() {
    return this.state.isBroken ? null : this.props.children
  }
}
