import { busyRunId, type Message } from '../api/index.js'
import { type ListData, listItems, messagesQuery, putPage } from '../queries/index.js'
import type { ControllerContext } from './controllerContext.js'
import {
  InterruptedError,
  isInterruptedError,
  isUnknownOutcomeError,
  NoAssistantError,
  UnknownOutcomeError,
} from './errors.js'
import { toError } from './following.js'
import { idleRun, isBusy, type MessageInput, type PendingSend } from './liveRun.js'
import { createPendingStore } from './pendingStore.js'
import { findIntents, sendMessage } from './sendMessage.js'
import { followHolder, startRun } from './startRun.js'

/** What a person sends, one after the other, each with the run that answers it. */
export interface SendQueue {
  send: (input: string | MessageInput) => string
  retry: (intent: string) => void
  takeBack: (intent: string) => MessageInput | null
  /** `former`: who was to answer, where nobody is chosen any more. */
  answer: (former?: string) => void
  /** Sends what waits, if the thread is free. */
  drain: () => void
  /** Brings back what was on its way when the page was left. */
  restore: () => Promise<void>
  /** The page leaves the thread: nothing that is open is sent by itself any more. */
  leave: () => void
}

/** A send that is with the person again, with the reason why. */
const unsent = (
  { intent, input, assistantId }: Pick<PendingSend, 'intent' | 'input' | 'assistantId'>,
  error: Error,
  state: 'refused' | 'unknown' = isUnknownOutcomeError(error) ? 'unknown' : 'refused',
): PendingSend => ({ intent, input, assistantId, state, error })

export function createSendQueue(
  context: ControllerContext,
  { findActive }: { findActive: () => Promise<boolean> },
): SendQueue {
  const { core, client, cache, clock, storage, drafts, ids, settings, place, start, job, share } =
    context
  const kept = createPendingStore({
    storage,
    key: () => `sends ${place()}`,
    store: core.store,
    tabs: context.tabs,
    ids,
  })
  /** A message that was accepted while another run held the thread is still owed its answer. */
  let owed: Pick<PendingSend, 'intent' | 'assistantId'> | null = null

  const whoAnswers = (): string => {
    const { assistantId } = settings()
    if (assistantId === undefined) throw new NoAssistantError()
    return assistantId
  }

  const drain = () => {
    const { live, pending } = core.get()
    if (job() || context.signal.aborted || isBusy(live)) return
    const due = owed
    const next = pending.find(({ state }) => state === 'waiting')
    owed = null
    if (due) void start(() => run(due.intent, due.assistantId))
    else if (next) void start(() => deliver(next))
  }

  const run = async (intent: string, assistantId: string, onAccepted?: () => void) => {
    if (!(await startRun(context, intent, assistantId, onAccepted))) owed = { intent, assistantId }
  }

  const refuse = (send: PendingSend, thrown: unknown) =>
    core.setPending(send.intent, () => unsent(send, toError(thrown)))

  const deliver = async (send: PendingSend) => {
    const { signal } = context
    const { intent, input, assistantId } = send
    const { live: before } = core.get()
    const { messages, steps } = before
    const isAgain = send.state === 'waiting' && send.again === true
    dropListed()
    core.setLive({ ...idleRun, phase: 'sending', messages, steps })
    core.setPending(intent, () => ({ intent, input, assistantId, state: 'sending' }))
    // Message and run go out together: another tab's come before or after.
    const { end } = await share.take('act', signal)
    try {
      const threadId = core.get().threadId ?? (await makeThread())
      const here = { client, clock, signal, threadId }
      const message = await sendMessage(here, { intent, input, isAgain })
      signal.throwIfAborted()
      const rows = { ...core.get().rows, [message.id]: intent }
      core.set({ rows }, { resource: message, isNew: true })
      core.setPending(intent, () => ({ intent, input, assistantId, state: 'accepted', message }))
    } catch (thrown) {
      end()
      if (signal.aborted) throw thrown
      core.setLive(before)
      const holder = busyRunId(thrown)
      if (holder === null) refuse(send, thrown)
      else await waitFor(holder, send)
      return
    }
    // Stop was pressed while the message was on its way: it stands, and nobody answers it.
    if (core.get().live.stopping) core.setLive({ ...idleRun, messages, steps })
    else await run(intent, assistantId, end).finally(end)
    end()
  }

  const waitFor = async (holder: string, send: PendingSend) => {
    const { intent, input, assistantId } = send
    core.setPending(intent, () => ({ intent, input, assistantId, state: 'waiting' }))
    try {
      await followHolder(context, holder)
    } catch (thrown) {
      if (context.signal.aborted) throw thrown
      refuse(send, thrown)
    }
  }

  /** Accepted sends stay until the list shows them. */
  const dropListed = () => {
    const { threadId, pending } = core.get()
    if (threadId === null) return
    const { queryKey } = messagesQuery(client, { thread_id: threadId })
    const listed = new Set(
      listItems(cache.getQueryData<ListData<Message>>(queryKey)).map(({ id }) => id),
    )
    const left = pending.filter((one) => one.state !== 'accepted' || !listed.has(one.message.id))
    if (left.length < pending.length) core.set({ pending: left })
  }

  const makeThread = async (): Promise<string> => {
    const { signal } = context
    const thread = await client.createThread({}, { signal, onResponse: core.onResponse })
    signal.throwIfAborted()
    const before = place()
    core.set({ threadId: thread.id }, { resource: thread, isNew: true })
    // Nothing to ask the server about: a new thread is empty.
    putPage(
      cache,
      client,
      'listMessages',
      { thread_id: thread.id },
      { object: 'list', data: [], first_id: null, last_id: null, has_more: false },
    )
    drafts.moveTo(`drafts ${place()}`)
    kept.moveFrom(`sends ${before}`)
    share.join()
    settings().onThreadChange?.(thread.id)
    return thread.id
  }

  return {
    drain,
    send(input) {
      const assistantId = whoAnswers()
      const intent = ids()
      const content: MessageInput = typeof input === 'string' ? { content: input } : input
      const send: PendingSend = { intent, input: content, assistantId, state: 'waiting' }
      core.set({ pending: [...core.get().pending, send], trouble: null })
      drain()
      return intent
    },
    retry(intent) {
      core.setPending(intent, (send) => {
        if (send.state !== 'refused' && send.state !== 'unknown') return send
        const { input, assistantId } = send
        return { intent, input, assistantId, state: 'waiting', again: true }
      })
      drain()
    },
    takeBack(intent) {
      const send = core.get().pending.find((one) => one.intent === intent)
      if (!send || send.state === 'sending' || send.state === 'accepted') return null
      core.setPending(intent, null)
      return send.input
    },
    answer(former) {
      const assistantId = settings().assistantId ?? former ?? whoAnswers()
      if (job() || isBusy(core.get().live)) return
      core.set({ trouble: null })
      // A run that is in the way answers what the thread holds, so nothing is owed after it.
      void start(async () => {
        const { waited, end } = await share.take('act', context.signal)
        const { run: before } = core.get().live
        // Another tab was at it: what it started is followed, and no second run is asked for.
        if (waited) await findActive().finally(end)
        if (waited && core.get().live.run?.id !== before?.id) return
        await startRun(context, ids(), assistantId, end).finally(end)
      })
    },
    leave() {
      owed = null
      const error = new InterruptedError('createMessage')
      for (const { intent, state } of core.get().pending) {
        if (state !== 'sending' && state !== 'waiting') continue
        core.setPending(intent, (send) => unsent(send, error, 'unknown'))
      }
      kept.leave()
    },
    async restore() {
      const { signal } = context
      const { threadId, pending: here } = core.get()
      const left = here.filter((one) => one.state === 'unknown' && isInterruptedError(one.error))
      const known = new Set(here.map(({ intent }) => intent))
      const lost = [...left, ...(await kept.load()).filter(({ intent }) => !known.has(intent))]
      if (lost.length === 0) return kept.restored()
      const arrived =
        threadId === null
          ? new Set<string>()
          : await findIntents({ client, clock, signal, threadId }).catch(() => null)
      const error = arrived
        ? new InterruptedError('createMessage')
        : new UnknownOutcomeError('createMessage', null)
      const chosen = settings().assistantId ?? ''
      const open = lost
        .filter(({ intent }) => !arrived?.has(intent))
        // Who was to answer may be past reading.
        .map(({ intent, input, assistantId }) =>
          unsent({ intent, input, assistantId: assistantId || chosen }, error),
        )
      const handled = new Set(lost.map(({ intent }) => intent))
      const others = core.get().pending.filter(({ intent }) => !handled.has(intent))
      kept.restored()
      core.set({ pending: [...open, ...others] })
    },
  }
}
