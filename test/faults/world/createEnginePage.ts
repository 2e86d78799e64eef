import { QueryClient } from '@tanstack/react-query'
import { createAssistantsClient } from '../../../src/api/index.js'
import { findThread, holdThread, type ThreadEntry } from '../../../src/run/controllers.js'
import { defineTool, type RunController, type TranscriptRow } from '../../../src/run/index.js'
import { createLine, type Line } from './createLine.js'
import { createPageClock, type PageClock } from './createPageClock.js'
import { createPagePresence, type PagePresence } from './createPagePresence.js'
import { createPageStorage, type PageStorage } from './createPageStorage.js'
import { baseUrl, secret, type World } from './createWorld.js'
import { type LoggedRequest, logRequests } from './requestLog.js'

/** One tab of the browser. */
export interface Page {
  name: string
  clock: PageClock
  presence: PagePresence
  line: Line
  storage: PageStorage
  requests: readonly LoggedRequest[]
}

/** A tab in which the engine runs without React. */
export interface EnginePage extends Page {
  /** The thread that is shown, if any is. */
  readonly threadId: string | null
  readonly entry: ThreadEntry | null
  readonly controller: RunController | null
  enter: (threadId: string) => void
  leave: () => void
  /** The page is gone from one moment to the next; nothing of it is heard again. */
  kill: () => void
  readonly isGone: boolean
  rows: () => TranscriptRow[]
}

export interface EngineListener {
  /** A store or the cache has changed. */
  onChange: (page: EnginePage, controller: RunController) => void
  /** An act got its key. */
  onIntent: (intent: string) => void
  /** An automatic call is carried out. */
  onExecute: (key: string) => void
}

export function createEnginePage(
  world: World,
  name: string,
  { onChange, onIntent, onExecute }: EngineListener,
): EnginePage {
  const clock = createPageClock(world.clock)
  const presence = createPagePresence()
  const tab = world.origin.open()
  const line = createLine(world.network)
  const log = logRequests(line.fetch, world.clock.now)
  const storage = createPageStorage(world.disk, world.wait)
  const client = createAssistantsClient({
    baseUrl,
    dialect: world.dialect,
    clock,
    random: () => 0.5,
    fetch: log.fetch,
    headers: () => ({ authorization: `Bearer ${secret}` }),
  })
  const tools = {
    book_trip: defineTool({
      execute: async (_args, { run, call }) => {
        const taken = world.oracle.arrived.filter(
          ({ runId, operation, status }) =>
            runId === run.id && operation === 'submitToolOutputs' && status === 200,
        ).length
        const key = `${run.id} ${call.id} ${taken}`
        onExecute(key)
        await world.wait(300)
        return 'booked'
      },
    }),
  }
  const cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  let acts = 0
  let isGone = false
  let shown: { threadId: string; entry: ThreadEntry; leave: () => void } | null = null

  const page: EnginePage = {
    name,
    clock,
    presence,
    line,
    storage,
    requests: log.requests,
    get threadId() {
      return shown?.threadId ?? null
    },
    get entry() {
      return shown?.entry ?? null
    },
    get controller() {
      return shown?.entry.controller ?? null
    },
    enter(threadId) {
      page.leave()
      const entry = findThread(threadId, {
        client,
        cache,
        threadId,
        storage,
        clock,
        presence,
        tabs: tab,
        ids: () => {
          const intent = `${name}_${++acts}`
          onIntent(intent)
          return intent
        },
        schedule: (publish) => clock.after(16, publish),
      })
      const { controller, reader } = entry
      controller.configure({ assistantId: world.assistantId, tools })
      const release = holdThread(threadId, entry, { cache, client })
      const stopReading = reader.subscribe(() => onChange(page, controller))
      shown = {
        threadId,
        entry,
        leave: () => {
          stopReading()
          release()
        },
      }
    },
    leave() {
      shown?.leave()
      shown = null
    },
    get isGone() {
      return isGone
    },
    kill() {
      isGone = true
      line.cut('hang')
      clock.pace('frozen')
      storage.kill()
      tab.close()
      shown = null
    },
    rows() {
      if (!shown) return []
      const transcript = shown.entry.reader.read()
      return transcript.ids.flatMap((id) => transcript.row(id) ?? [])
    },
  }
  return page
}
