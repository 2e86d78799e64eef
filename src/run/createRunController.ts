import type { QueryClient } from '@tanstack/react-query'
import type { StoreApi } from 'zustand/vanilla'
import { type AssistantsClient, type Clock, isNotFound, systemClock } from '../api/index.js'
import { createAskAnswer } from './answerAsk.js'
import type { ControllerContext, ControllerSettings } from './controllerContext.js'
import { createDrafts, type Drafts } from './drafts.js'
import { hearRun, pollUntilRest, toError } from './followRun.js'
import type { MessageInput, ThreadState } from './liveRun.js'
import { nextFrame, type Schedule } from './schedule.js'
import { createSendQueue } from './sendQueue.js'
import { createStopRun } from './stopRun.js'
import { memoryStorage, type StoragePort } from './storage.js'
import { createThreadCore } from './threadCore.js'

export interface ControllerOptions {
  client: AssistantsClient
  cache: QueryClient
  /** Null for a conversation that has yet to begin. */
  threadId: string | null
  /** Under which drafts are kept while there is no thread id. @default 'new' */
  draftKey?: string
  /** @default memoryStorage() */
  storage?: StoragePort
  /** @default systemClock */
  clock?: Clock
  /** Makes the key of an act. @default crypto.randomUUID */
  ids?: () => string
  /** When to publish what was heard. @default nextFrame */
  schedule?: Schedule
}

/** One thread's acts, and the store in which they show. Works without React. */
export interface RunController {
  store: Pick<StoreApi<ThreadState>, 'getState' | 'subscribe' | 'getInitialState'>
  drafts: Drafts
  configure: (settings: ControllerSettings) => void
  /** Begins: brings back what was kept and takes up a run that is going on. */
  attach: () => Promise<void>
  /**
   * Sends a message and asks for an answer, now or as soon as the thread is free; createMessage, then createRun.
   * @returns the act's key, which is its row's id
   * @throws NoAssistantError
   */
  send: (input: string | MessageInput) => string
  /** Sends once more what was refused or is unknown, after it was looked for. */
  retry: (intent: string) => void
  /** Takes a message that is not on its way back; its words are returned. */
  takeBack: (intent: string) => MessageInput | null
  /**
   * Asks for an answer to what the thread holds, without a new message; createRun.
   * @throws NoAssistantError
   */
  answer: () => void
  /** Asks the server to cancel the run; cancelRun. */
  stop: () => Promise<void>
  /**
   * Hands in all outputs in one request; submitToolOutputs.
   * @throws MissingOutputsError, NotAskingError
   */
  submit: () => Promise<void>
  /** Does an automatic call once more. */
  retryCall: (callId: string) => void
  /** Reads the run anew; getRun. */
  sync: () => Promise<void>
  /** The server's time in milliseconds. */
  serverNow: () => number
  /** Leaves: the wire is let go, the run goes on. */
  close: () => void
}

/** Makes the controller of one thread. */
export function createRunController({
  client,
  cache,
  threadId,
  draftKey = 'new',
  storage = memoryStorage(),
  clock = systemClock,
  ids = () => crypto.randomUUID(),
  schedule = nextFrame,
}: ControllerOptions): RunController {
  const core = createThreadCore({ client, cache, clock, schedule, threadId })
  const leaving = new AbortController()
  const { signal } = leaving
  let settings: ControllerSettings = {}
  let job: Promise<void> | null = null

  const fail = (thrown: unknown) => {
    if (signal.aborted) return
    const { live } = core.get()
    core.setLive({ ...live, phase: 'failed', error: toError(thrown), stopping: false })
  }
  const place = () => `${client.scope} ${core.get().threadId ?? draftKey}`
  const drafts = createDrafts({ storage, key: `drafts ${place()}`, clock })
  const context: ControllerContext = {
    core,
    client,
    cache,
    clock,
    storage,
    drafts,
    ids,
    signal,
    settings: () => settings,
    place,
    job: () => job,
    start: (work) => {
      job = work()
        .catch(fail)
        .finally(() => {
          job = null
          if (signal.aborted) return
          ask.rest()
          queue.drain()
        })
      return job
    },
  }

  const sync = async () => {
    const { live, threadId: thread } = core.get()
    if (job || thread === null || live.run === null) return
    const which = { thread_id: thread, run_id: live.run.id }
    await context.start(async () => {
      hearRun(core, await client.getRun(which, { signal, onResponse: core.onResponse }))
      if (core.get().live.phase === 'running') await pollUntilRest(context)
    })
  }
  const queue = createSendQueue(context)
  const ask = createAskAnswer(context, { sync })
  const stop = createStopRun(context)

  const findActive = async () => {
    const { threadId: thread } = core.get()
    if (thread === null || !client.isSupported('listRuns')) return
    const options = { signal, onResponse: core.onResponse }
    const { data } = await client.listRuns({ thread_id: thread, limit: 1 }, options)
    const [newest] = data
    if (!newest) return
    hearRun(core, newest)
    if (core.get().live.phase === 'running') await pollUntilRest(context)
  }

  return {
    store: core.store,
    drafts,
    configure: (next) => {
      settings = next
    },
    attach: () =>
      context.start(async () => {
        await drafts.load()
        await queue.restore()
        try {
          await findActive()
        } catch (error) {
          // Only a thread that is not there is worth a word; anything else shows with the first act.
          if (isNotFound(error)) throw error
        }
      }),
    send: queue.send,
    retry: queue.retry,
    takeBack: queue.takeBack,
    answer: queue.answer,
    stop,
    submit: ask.submit,
    retryCall: ask.retryCall,
    sync,
    serverNow: core.serverNow,
    close() {
      leaving.abort(new DOMException('The thread was left.', 'AbortError'))
      ask.close()
      core.flush()
      void drafts.flush().catch(() => {})
    },
  }
}
