import { QueryClient } from '@tanstack/react-query'
import { type AssistantsClient, createAssistantsClient } from '../../../src/api/index.js'
import type { ThreadEntry } from '../../../src/run/controllers.js'
import { answerKey, isWritten } from '../../../src/run/drafts.js'
import {
  type ControllerOptions,
  defineTool,
  type RunController,
  type ToolSet,
  type TranscriptRow,
} from '../../../src/run/index.js'
import { forms } from '../../../src/schema/index.js'
import type { OriginTab } from '../../../src/testing/index.js'
import { createLine, type Line } from './createLine.js'
import { createPageClock, type PageClock } from './createPageClock.js'
import { createPagePresence, type PagePresence } from './createPagePresence.js'
import { createPageStorage, type PageStorage } from './createPageStorage.js'
import { baseUrl, secret, type World } from './createWorld.js'
import { type LoggedRequest, logRequests } from './requestLog.js'

/** What a page gives to the kit from outside of it. */
export type PageSettings = {
  [Name in 'storage' | 'clock' | 'presence' | 'tabs' | 'ids' | 'schedule']: NonNullable<
    ControllerOptions[Name]
  >
}

/** What every tab has, whatever is shown in it. */
export interface PageParts {
  name: string
  clock: PageClock
  presence: PagePresence
  line: Line
  storage: PageStorage
  requests: LoggedRequest[]
  cache: QueryClient
  client: AssistantsClient
  tools: ToolSet
  settings: PageSettings
  /** The page is gone from one moment to the next; nothing of it is heard again. */
  kill: () => void
  readonly isGone: boolean
}

/** What a person does with what is on screen. */
export interface Hands {
  send: (text: string) => void
  stop: () => void
  /** Answers everything that is asked. */
  answer: () => void
}

/** A tab with a thread in it. */
export interface Page extends PageParts {
  hands: Hands
  /** The thread that is shown, if any is. */
  readonly threadId: string | null
  readonly entry: ThreadEntry | null
  readonly controller: RunController | null
  enter: (threadId: string) => void
  leave: () => void
  rows: () => TranscriptRow[]
  /** What stands on screen; null where there is no screen. */
  words: () => string | null
}

export interface PageListener {
  /** A store or the cache has changed. */
  onChange: (page: Page, controller: RunController) => void
  /** An act got its key. */
  onIntent: (intent: string) => void
  /** An automatic call is carried out. */
  onExecute: (key: string) => void
  /** What this page has in place of what pages have. */
  own?: Partial<PageSettings>
}

/** Makes a tab of a world. */
export type OpenPage = (world: World, name: string, listener: PageListener) => Page

/** What the other tabs say reaches a page that stands still when it is let go. */
function heldWith(line: Line, tab: OriginTab): OriginTab {
  return {
    ...tab,
    hold: async (name, signal) => {
      const hold = await tab.hold(name, signal)
      await line.held
      return hold
    },
    isHeld: async (name) => {
      await line.held
      return tab.isHeld(name)
    },
    join: (name, hear) =>
      tab.join(name, (said) => {
        if (line.held) void line.held.then(() => hear(said))
        else hear(said)
      }),
  }
}

export function createPageParts(
  world: World,
  name: string,
  { onIntent, onExecute, own }: PageListener,
): PageParts {
  const clock = createPageClock(world.clock)
  const presence = createPagePresence()
  const line = createLine(world.network)
  const tabs = heldWith(line, world.origin.open())
  const log = logRequests(line.fetch, world.clock.now)
  const storage = createPageStorage(world.disk, world.wait)
  const tools = {
    book_trip: defineTool({
      execute: async (_args, { run, call }) => {
        const taken = world.oracle.arrived.filter(
          ({ runId, operation, status }) =>
            runId === run.id && operation === 'submitToolOutputs' && status === 200,
        ).length
        onExecute(`${run.id} ${call.id} ${taken}`)
        await world.wait(300)
        return 'booked'
      },
    }),
    send_money: defineTool({ undoWindow: 8_000 }),
    approve_order: defineTool({ output: forms.approval() }),
  }
  let acts = 0
  let isGone = false
  return {
    name,
    clock,
    presence,
    line,
    storage,
    requests: log.requests,
    tools,
    cache: new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } }),
    client: createAssistantsClient({
      baseUrl,
      dialect: world.dialect,
      clock,
      random: () => 0.5,
      fetch: log.fetch,
      headers: () => ({ authorization: `Bearer ${secret}` }),
    }),
    settings: {
      storage,
      clock,
      presence,
      tabs,
      ids: () => {
        const intent = `${name}_${++acts}`
        onIntent(intent)
        return intent
      },
      schedule: (publish) => clock.after(16, publish),
      ...own,
    },
    kill() {
      isGone = true
      line.cut('hang')
      clock.pace('frozen')
      storage.kill()
      tabs.close()
    },
    get isGone() {
      return isGone
    },
  }
}

/** Answers what is asked and has no answer yet; tells whether anything was asked. */
export function writeAnswers({ store, drafts }: RunController): boolean {
  const { live } = store.getState()
  if (live.phase !== 'asking') return false
  const { answers } = drafts.store.getState()
  for (const { id } of live.toolCalls) {
    if (isWritten(answers[answerKey(live.run.id, id)])) continue
    drafts.setAnswer(live.run.id, id, { text: 'x', as: 'text' })
  }
  return true
}

export const rowsOf = ({ reader }: ThreadEntry): TranscriptRow[] => {
  const transcript = reader.read()
  return transcript.ids.flatMap((id) => transcript.row(id) ?? [])
}
