import { busyRunId } from '../api/index.js'
import { putPage } from '../queries/index.js'
import type { ControllerContext } from './controllerContext.js'
import { InterruptedError, isUnknownOutcomeError, NoAssistantError } from './errors.js'
import { followRun, hearRun, pollUntilRest, toError } from './followRun.js'
import { isBusy, type MessageInput, type PendingSend } from './liveRun.js'
import { createPendingStore } from './pendingStore.js'
import { findMessage, findRun, intentKey, sendMessage } from './sendMessage.js'

/** What a person sends, one after the other, each with the run that answers it. */
export interface SendQueue {
  send: (input: string | MessageInput) => string
  retry: (intent: string) => void
  takeBack: (intent: string) => MessageInput | null
  answer: () => void
  /** Sends what waits, if the thread is free. */
  drain: () => void
  /** Brings back what was on its way when the page was left. */
  restore: () => Promise<void>
}

export function createSendQueue(context: ControllerContext): SendQueue {
  const { core, client, cache, clock, storage, drafts, ids, signal, settings, place, start, job } =
    context
  const kept = createPendingStore({ storage, key: () => `sends ${place()}`, store: core.store })
  /** A message that was accepted while another run held the thread is still owed its answer. */
  let owed: Pick<PendingSend, 'intent' | 'assistantId'> | null = null

  const whoAnswers = (): string => {
    const { assistantId } = settings()
    if (assistantId === undefined) throw new NoAssistantError()
    return assistantId
  }

  const drain = () => {
    const { live, pending } = core.get()
    if (job() || signal.aborted || isBusy(live)) return
    const due = owed
    const next = pending.find(({ state }) => state === 'waiting')
    owed = null
    if (due) void start(() => run(due.intent, due.assistantId))
    else if (next) void start(() => deliver(next))
  }

  /** Follows the run that holds the thread, whoever started it. */
  const adopt = async (runId: string) => {
    const { threadId } = core.get()
    if (threadId === null) return
    hearRun(core, await client.getRun({ thread_id: threadId, run_id: runId }, { signal }))
    if (core.get().live.phase === 'running') await pollUntilRest(context)
  }

  const run = async (intent: string, assistantId: string) => {
    const { threadId, live } = core.get()
    if (threadId === null) return
    core.set({
      live: { ...live, phase: 'sending', run: null, messages: [], steps: [], stopping: false },
      ask: null,
    })
    const { runParams } = settings()
    const params = {
      ...runParams,
      metadata: { ...runParams?.metadata, [intentKey]: intent },
      thread_id: threadId,
      assistant_id: assistantId,
    }
    const options = { signal, idempotencyKey: intent, onResponse: core.onResponse }
    try {
      await followRun(
        {
          open: () => client.stream.createRun(params, options),
          lookUp: () => findRun({ client, clock, signal, threadId }, intent),
        },
        context,
      )
    } catch (error) {
      const holder = busyRunId(error)
      if (holder === null) throw error
      owed = { intent, assistantId }
      await adopt(holder)
    }
  }

  const deliver = async (send: PendingSend) => {
    const { intent, input, assistantId } = send
    const { live: before, pending } = core.get()
    const isAgain = send.state === 'waiting' && send.again === true
    core.set({
      pending: pending.filter(({ state }) => state !== 'accepted'),
      live: { ...before, phase: 'sending', run: null, stopping: false },
    })
    core.setPending(intent, () => ({ intent, input, assistantId, state: 'sending' }))
    try {
      const threadId = core.get().threadId ?? (await makeThread())
      const here = { client, clock, signal, threadId }
      const message = await sendMessage(here, { intent, input, isAgain })
      const rows = { ...core.get().rows, [message.id]: intent }
      core.set({ rows }, { resource: message, isNew: true })
      core.setPending(intent, () => ({ intent, input, assistantId, state: 'accepted', message }))
    } catch (thrown) {
      if (signal.aborted) throw thrown
      core.setLive(before)
      const holder = busyRunId(thrown)
      if (holder !== null) {
        core.setPending(intent, () => ({ intent, input, assistantId, state: 'waiting' }))
        await adopt(holder)
        return
      }
      const state = isUnknownOutcomeError(thrown) ? 'unknown' : 'refused'
      const error = toError(thrown)
      core.setPending(intent, () => ({ intent, input, assistantId, state, error }))
      return
    }
    const { live } = core.get()
    // Stop was pressed while the message was on its way: it stands, and nobody answers it.
    if (live.stopping) core.setLive({ ...live, phase: 'idle', run: null, stopping: false })
    else await run(intent, assistantId)
  }

  const makeThread = async (): Promise<string> => {
    const thread = await client.createThread({}, { signal, onResponse: core.onResponse })
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
    answer() {
      const assistantId = whoAnswers()
      if (job() || isBusy(core.get().live)) return
      core.set({ trouble: null })
      void start(() => run(ids(), assistantId))
    },
    async restore() {
      const { threadId } = core.get()
      for (const send of await kept.load()) {
        const found =
          threadId !== null &&
          (await findMessage({ client, clock, signal, threadId }, send.intent).catch(() => null))
        if (found) continue
        const error = new InterruptedError('createMessage')
        core.set({ pending: [...core.get().pending, { ...send, state: 'refused', error }] })
      }
    },
  }
}
