import { decidableCalls, decideAll, type Decision } from '../../../src/run/decideAll.js'
import type { Desk } from './desk.js'
import { type Call, type Expectation, isOver, type Send, type Tool } from './expectation.js'
import type { Situation } from './situations.js'
import { broken } from './voice.js'

/** One thing that happens: to the real thing and, by the same words, to what should be seen. */
export interface Happening {
  /** Whether it can happen now, beyond what the situation says. */
  can?: (model: Expectation, at: number) => boolean
  play: (desk: Desk, at: number) => void | Promise<void>
  /** How long nothing else happens. @default a moment */
  ms?: (model: Expectation) => number
  /** Where it cannot happen, and why. */
  never: Partial<Record<Situation, string>>
}

const moment = 1_300
/** So long before somebody is back nothing happens, so that nothing that failed is still being tried again. */
const quiet = 6_000
/** Rows that fit into the newest page of a thread. */
const mostRows = 14
const mostWaiting = 3

const nowhere = 'nothing is on screen'
const noThread = 'there is no thread yet'
const where = (reason: string, ...list: Situation[]): Partial<Record<Situation, string>> =>
  Object.fromEntries(list.map((situation) => [situation, reason]))

const isSeen = ({ view, isHidden }: Expectation) => view !== null && !isHidden
const free = [
  'new',
  'idle',
  'completed',
  'incomplete',
  'cancelled',
  'expired',
  'failed',
  'lost',
] as const satisfies Situation[]
const underWay = ['sending', 'starting', 'running', 'handing in'] as const satisfies Situation[]
const unasked = {
  ...where(nowhere, 'away'),
  ...where('nothing is asked', ...free, 'sending', 'starting', 'running'),
  ...where('what is handed in is on its way', 'handing in'),
}
const form = { ...unasked, ...where('the form is locked', 'locked') }

const act = (one: Omit<Happening, 'never'> & Partial<Pick<Happening, 'never'>>): Happening => ({
  ...one,
  can: (model, at) => isSeen(model) && (one.can?.(model, at) ?? true),
  never: { ...where(nowhere, 'away'), ...one.never },
})

// What is sent, and what waits to be.

const send = (whenBusy: 'wait' | 'cancel' | 'answer'): Happening =>
  act({
    can: ({ thread, view }) =>
      thread.queue.length < mostWaiting &&
      thread.rows.length < mostRows &&
      // One that would have to be typed anew for each press of a button that then does nothing.
      (view?.phase !== 'asking' || whenBusy !== 'answer' || thread.composer === ''),
    play(desk) {
      const { model } = desk
      const { drafts, send: sendNow, store } = desk.controller()
      if (model.thread.composer === '') {
        const text = `no. ${model.next()};`
        drafts.setComposer(text)
        model.type(text)
      }
      // As the composer does.
      const press = () => {
        const text = drafts.store.getState().composer
        const isAsked = store.getState().live.phase === 'asking'
        if (text === '' || (whenBusy === 'answer' && isAsked)) return
        sendNow(text, { whenBusy })
        drafts.setComposer('')
      }
      press()
      press()
      model.send(whenBusy)
    },
  })

const waitingOf = ({ thread }: Expectation, ...states: Send['state'][]) =>
  thread.queue.filter(({ state }) => states.includes(state))
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length]

function queued(
  states: Send['state'][],
  play: (desk: Desk, send: Send, intent: string) => void,
): Happening {
  return act({
    can: (model) => waitingOf(model, ...states).length > 0,
    play(desk, at) {
      const chosen = pick(waitingOf(desk.model, ...states), at)
      const { pending } = desk.controller().store.getState()
      const real = pending.find(({ input }) => input.content === chosen?.text)
      if (!chosen || !real) throw new Error(`"${chosen?.text}" does not wait`)
      play(desk, chosen, real.intent)
    },
  })
}

const takeBack = (isEdited: boolean): Happening =>
  queued(['waiting', 'refused', 'unknown'], (desk, chosen, intent) => {
    const { takeBack: take, drafts } = desk.controller()
    if (take(intent) !== null && isEdited) {
      const { composer } = drafts.store.getState()
      drafts.setComposer([composer, chosen.text].filter(Boolean).join('\n'))
    }
    desk.model.takeBack(chosen, isEdited)
  })

// What is asked.

const openCalls = ({ view }: Expectation): readonly Call[] =>
  view?.phase === 'asking' ? (view.ask?.calls ?? []) : []

function answering(
  fits: (model: Expectation, call: Call) => boolean,
  play: (desk: Desk, call: Call, runId: string) => void,
): Happening {
  const fitting = (model: Expectation) => openCalls(model).filter((call) => fits(model, call))
  return act({
    can: (model) => fitting(model).length > 0,
    play(desk, at) {
      const call = pick(fitting(desk.model), at)
      const { ask } = desk.controller().store.getState()
      if (!call || !ask) throw new Error('Nothing is asked.')
      play(desk, call, ask.run.id)
    },
    never: form,
  })
}

const isPersons = ({ thread }: Expectation, { id, tool }: Call) =>
  tool !== 'book_trip' && !thread.calls.has(id)
const isWritten = ({ thread }: Expectation, { id }: Call) => Boolean(thread.answers.get(id))

const write = (desk: Desk, call: Call, runId: string) => {
  const isApproval = call.tool === 'approve_order'
  const n = desk.model.next()
  const reason = JSON.stringify({ decision: 'reject', reason: `No ${n}` })
  const approval = n % 2 === 0 ? '{"decision":"approve"}' : reason
  const text = isApproval ? approval : `answer ${n}`
  desk.controller().drafts.setAnswer(runId, call.id, { text, as: isApproval ? 'json' : 'text' })
  desk.model.write(call, text)
}

const submit = (times: number): Happening =>
  act({
    can: (model) => !model.isHalfSure(),
    play(desk) {
      for (let time = 0; time < times; time++)
        desk
          .controller()
          .submit()
          .catch(() => {})
      desk.model.submit()
    },
    never: unasked,
  })

const approvals = (model: Expectation) =>
  openCalls(model).filter((call) => call.tool === 'approve_order' && isPersons(model, call))
const parse = (text: string | undefined): { decision?: string; reason?: string } =>
  // Written by these commands alone.
  JSON.parse(text || '{}') as object

const decide = (decision: Decision): Happening =>
  act({
    can: (model) => approvals(model).length > 0,
    play(desk) {
      const { model, page } = desk
      const { store, drafts } = desk.controller()
      const { ask, calls } = store.getState()
      if (!ask) throw new Error('Nothing is asked.')
      const { tools } = page()
      decideAll(ask, decidableCalls(ask, calls, tools), decision, tools, drafts)
      const texts = approvals(model).map(({ id }) => parse(model.thread.answers.get(id)))
      const reason = texts.find((one) => one.reason)?.reason
      for (const [at, call] of approvals(model).entries()) {
        const before = texts[at]
        const isDecided = before?.decision === decision
        if (isDecided && (reason === undefined || before.reason)) continue
        const isGiven = decision === 'reject' && reason !== undefined
        model.write(call, JSON.stringify({ decision, ...(isGiven && { reason }) }))
      }
    },
    never: form,
  })

// What the model does, and what others do.

const isStatus = ({ thread }: Expectation, status: string) => thread.run?.status === status
const atServer = (
  status: 'in_progress' | 'requires_action',
  play: (desk: Desk) => void | Promise<void>,
): Happening => ({
  can: (model) => isStatus(model, status),
  play,
  never: where(noThread, 'new'),
})

const atWork = (play: (desk: Desk) => Promise<void>): Happening => {
  const one = atServer('in_progress', play)
  return { ...one, never: { ...one.never, ...where('its time is up', 'locked') } }
}

const asks = (...tools: Tool[]): Happening =>
  atWork(async (desk) => {
    const { model } = desk
    const calls = tools.map((tool): Call => {
      const n = model.next()
      return { id: `call_${n}`, tool, city: n % 2 === 0 ? 'Oslo' : 'Rome' }
    })
    await desk.say(
      ...calls.flatMap(({ id, tool, city }) => [
        { type: 'tool-call', id, name: tool } as const,
        { type: 'tool-arguments', id, arguments: JSON.stringify({ city }) } as const,
      ]),
      { type: 'finish', reason: 'stop' },
    )
    model.moves('requires_action', calls)
  })

const runOf = async ({ world, model, idOf }: Desk) => {
  const thread_id = idOf(model.thread) ?? ''
  const { data } = await world.other.listRuns({ thread_id, limit: 1 })
  const [run] = data
  if (!run) throw new Error('There is no run.')
  return run
}

// What becomes of the page.

const isOpen = ({ shut }: Expectation) => shut === null
const enter = ({ model, enter: enterReal }: Desk, thread: Expectation['thread']) => {
  const isSame = thread === model.thread
  enterReal(thread)
  // A thread that is left and entered in one go was never left.
  if (isSame) return
  model.leave()
  model.enter(thread)
}
/** A thread that is entered without a network finds that out first. */
const entering = ({ isOffline }: Expectation) => (isOffline ? 16_000 : moment)
const held = where(
  "the request's own limit of time comes first",
  'sending',
  'starting',
  'stopping',
  'handing in',
)
const away = where('it takes a page that is loaded', 'away')

export const happenings = {
  types: act({
    play(desk) {
      const text = `no. ${desk.model.next()};`
      desk.controller().drafts.setComposer(text)
      desk.model.type(text)
    },
  }),
  sends: send('wait'),
  'stops and sends': send('cancel'),
  'sends, answer first': send('answer'),
  edits: takeBack(true),
  removes: takeBack(false),
  'sends again': queued(['refused', 'unknown'], (desk, chosen, intent) => {
    desk.controller().retry(intent)
    desk.controller().retry(intent)
    desk.model.retry(chosen)
  }),
  stops: act({
    play(desk) {
      void desk.controller().stop()
      void desk.controller().stop()
      desk.model.stop()
    },
    never: where('nothing goes on', ...free),
  }),
  'asks for an answer': act({
    can: ({ view }) => view?.ask === null,
    play(desk) {
      desk.controller().answer()
      desk.model.start()
    },
    never: {
      ...where(noThread, 'new'),
      ...where('an answer is under way', ...underWay, 'stopping'),
      ...where('the run waits for the person', 'asking', 'held', 'locked'),
    },
  }),
  'starts again with the answers': act({
    can: ({ view }) => view?.ask !== null,
    play(desk) {
      desk.controller().answer()
      desk.model.start()
    },
    never: {
      ...where(noThread, 'new'),
      ...where('an answer is under way', ...underWay, 'stopping'),
      ...where('the run waits for the person', 'asking', 'held', 'locked'),
      ...where('who asks for an answer puts the old question away', 'lost'),
    },
  }),
  answers: answering((model, call) => isPersons(model, call) && !isWritten(model, call), write),
  'changes an answer': answering(
    (model, call) => isPersons(model, call) && isWritten(model, call),
    write,
  ),
  'takes an answer back': answering(
    (model, call) => isPersons(model, call) && isWritten(model, call),
    (desk, call, runId) => {
      desk.controller().drafts.dropAnswer(runId, call.id)
      desk.model.unwrite(call)
    },
  ),
  skips: answering(isPersons, (desk, call) => {
    desk.controller().skipCall(call.id)
    desk.model.skip(call)
  }),
  'skips no more': answering(
    ({ thread }, { id }) => thread.calls.get(id) === 'skipped',
    (desk, call) => {
      desk.controller().unskipCall(call.id)
      desk.model.unskip(call)
    },
  ),
  'hands in': submit(1),
  'hands in twice': submit(2),
  undoes: act({
    play(desk) {
      desk.controller().undo()
      desk.model.undo()
    },
    never: {
      ...unasked,
      ...where('nothing is held', 'asking', 'locked'),
      ...where('pressing Stop lets go of what was held', 'stopping'),
    },
  }),
  'approves all': decide('approve'),
  'rejects all': decide('reject'),

  'goes away': act({
    play(desk) {
      desk.page().leave()
      desk.model.leave()
    },
  }),
  'comes back': {
    can: ({ view }) => view === null,
    play(desk) {
      desk.enter(desk.model.thread)
      desk.model.enter(desk.model.thread)
    },
    ms: entering,
    never: where(
      'it is on screen',
      ...(['new', 'idle', 'stopping', 'asking', 'held', 'locked', ...underWay, ...free] as const),
    ),
  },
  'goes to the other thread': act({
    play(desk) {
      const { threads, thread } = desk.model
      const at = threads.indexOf(thread)
      enter(desk, threads[(at + 1) % threads.length] ?? thread)
    },
    ms: entering,
  }),
  'begins a conversation': act({
    can: ({ threads }) => threads.length < 4,
    play(desk) {
      const { threads, newThread } = desk.model
      enter(desk, threads.find(({ hasId }) => !hasId) ?? newThread())
    },
    ms: entering,
  }),
  'loads the page anew': act({
    can: ({ isOffline }) => !isOffline,
    play(desk) {
      const { model, gate } = desk
      gate.drop()
      if (model.shut) gate.shut(model.shut)
      model.leave()
      desk.reload(model.thread)
      model.enter(model.thread)
    },
    never: where('a page does not load without a network', 'locked'),
  }),
  'hides the page': act({
    play(desk) {
      desk.page().presence.hide()
      desk.model.hide()
    },
    never: away,
  }),
  'shows the page': {
    can: ({ isHidden, view, isUnsure }) => isHidden && view !== null && !isUnsure(),
    async play(desk) {
      await desk.world.pass(quiet)
      desk.page().presence.show()
      desk.passModel()
      desk.model.show()
    },
    ms: entering,
    never: away,
  },
  'loses the network': {
    can: ({ isOffline, isHidden }) => !isOffline && !isHidden,
    play(desk) {
      desk.gate.drop()
      desk.page().line.cut('break')
      desk.model.goOffline()
    },
    ms: () => 20_000,
    never: where('the network is gone', 'locked'),
  },
  'has the network again': {
    can: ({ isOffline, isHidden, isUnsure, view, now }) =>
      isOffline && !isHidden && !isUnsure() && (view?.heldUntil ?? Infinity) > now() + quiet + 500,
    async play(desk) {
      await desk.world.pass(quiet)
      desk.page().line.join()
      desk.page().presence.tell()
      desk.passModel()
      desk.model.goOnline()
    },
    never: where(
      'without a network nothing is on its way',
      'sending',
      'starting',
      'stopping',
      'handing in',
    ),
  },
  'is held up': {
    can: ({ isOffline, shut }, _at) => !isOffline && shut === null,
    play(desk, at) {
      const what = at % 3 === 0 ? 'runs' : 'all'
      desk.gate.shut(what)
      desk.model.shutGate(what)
    },
    never: {
      ...where('it is held up', 'sending', 'starting', 'stopping', 'handing in'),
      ...where('the network is gone', 'locked'),
    },
  },
  'gets through': {
    can: ({ shut }) => shut !== null,
    play(desk) {
      desk.gate.open()
      desk.model.openGate()
    },
    never: where('the network is gone', 'locked'),
  },

  'the model says more': atWork(async (desk) => {
    const text = `w${desk.model.next()} `
    await desk.say({ type: 'text', text })
    desk.model.says(text)
  }),
  'the run completes': atWork(async (desk) => {
    await desk.say({ type: 'finish', reason: 'stop' })
    desk.model.moves('completed')
  }),
  'the run is cut short': atWork(async (desk) => {
    await desk.say({ type: 'finish', reason: 'length' })
    desk.model.moves('incomplete')
  }),
  'the run fails': atWork(async (desk) => {
    await desk.say(broken())
    desk.model.moves('failed')
  }),
  'the run asks': asks('get_weather', 'get_weather'),
  'the run asks for approval': asks('approve_order', 'approve_order'),
  'the run asks what is risky': asks('send_money'),
  'the run asks for risk and approval': asks('approve_order', 'send_money'),
  'the run asks for what works by itself': asks('book_trip'),
  'the run asks for both': asks('book_trip', 'get_weather'),
  'somebody else answers': {
    ...atServer('requires_action', async (desk) => {
      const { world, model } = desk
      const { id: run_id, thread_id } = await runOf(desk)
      const tool_outputs = (model.thread.run?.calls ?? []).map(({ id }) => ({
        tool_call_id: id,
        output: 'elsewhere',
      }))
      await world.other.submitToolOutputs({ thread_id, run_id, tool_outputs })
      model.moves('in_progress')
    }),
    never: { ...where(noThread, 'new'), ...where('its time is up', 'locked') },
  },
  'somebody else stops it': {
    can: ({ thread }) => thread.run !== null && !isOver(thread.run),
    async play(desk) {
      const { id: run_id, thread_id } = await runOf(desk)
      await desk.world.other.cancelRun({ thread_id, run_id })
      desk.model.moves('cancelled')
    },
    never: { ...where(noThread, 'new'), ...where('its time is up', 'locked') },
  },
  'somebody else asks for an answer': {
    can: ({ thread }) => thread.hasId && (thread.run === null || isOver(thread.run)),
    async play({ world, model, idOf }) {
      const thread_id = idOf(model.thread) ?? ''
      await world.other.createRun({ thread_id, assistant_id: world.assistantId })
      model.startsElsewhere()
    },
    never: {
      ...where(noThread, 'new'),
      ...where('the page looks at the run whose time is up', 'locked'),
    },
  },
  'the server refuses the next run': {
    can: ({ isOffline }) => !isOffline,
    play(desk) {
      desk.gate.refuseNextRun()
      desk.model.refuseNextRun()
    },
    never: where('the network is gone', 'locked'),
  },
  'a while passes': {
    can: isOpen,
    play: () => {},
    ms: () => 25_000,
    never: held,
  },
  'the time of the run passes': {
    can: (model) => isOpen(model) && model.thread.run !== null && !isOver(model.thread.run),
    play: () => {},
    ms: ({ thread, now }) => (thread.run?.dueAt ?? 0) - now() + 8_000,
    never: { ...held, ...where(noThread, 'new'), ...where('it has passed', 'locked') },
  },
} satisfies Record<string, Happening>

export type Event = keyof typeof happenings
export const events = Object.keys(happenings) as Event[]
export const momentOf = (event: Event, model: Expectation): number =>
  (happenings[event] as Happening).ms?.(model) ?? moment
