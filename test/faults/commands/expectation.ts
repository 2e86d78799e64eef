/** Where a run stands, as far as the commands bring it. */
export type Status =
  | 'in_progress'
  | 'requires_action'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'incomplete'

export type Tool = 'get_weather' | 'send_money' | 'approve_order' | 'book_trip'

export interface Call {
  id: string
  tool: Tool
  city: string
}

export interface Run {
  status: Status
  calls: readonly Call[]
  dueAt: number
}

export interface Row {
  role: 'user' | 'assistant'
  text: string
  run: Run | null
  /** The page was told of it, so it has to be shown. */
  isSeen: boolean
}

export interface Send {
  text: string
  state: 'waiting' | 'sending' | 'refused' | 'unknown'
}

interface Ask {
  run: Run
  calls: readonly Call[]
}

/** One thread: what the server has of it, and what a person left in it. */
export interface Thread {
  hasId: boolean
  rows: Row[]
  run: Run | null
  /** How many runs it has had. */
  runs: number
  composer: string
  queue: Send[]
  /** By call id. */
  answers: Map<string, string>
  /** Calls that were skipped, or carried out by themselves. */
  calls: Map<string, 'skipped' | 'done'>
  kept: { tool: Tool; city: string; text: string }[]
  /** What was asked last and not answered from here. */
  remembered: Ask | null
}

/** The thread as it stands on screen. */
interface View {
  phase: 'idle' | 'sending' | 'running' | 'asking' | 'settled' | 'failed'
  /** What is on its way. */
  stage: 'message' | 'run' | 'outputs' | null
  run: Run | null
  status: Status | null
  ask: Ask | null
  isStopping: boolean
  heldUntil: number | null
  trouble: 'submit' | 'stop' | null
  /** The person went on with a message. */
  isGoingOn: boolean
  /** A message that is in the thread waits for its run. */
  isOwed: boolean
  /** The earliest and the latest moment at which the server was last known to ask what is on screen. */
  sure: readonly [number, number]
  /** It was entered, and how it stands is not known to its end. */
  isEntering: boolean
  /** What was written before the page was left is yet to be looked for. */
  restoring: 'now' | 'later' | null
  /** What is asked next is not what was answered. */
  isOvertaken: boolean
  /** Nobody was there when it began to be followed. */
  isDeaf: boolean
  /** It was read a moment ago, by whomever. */
  isTold: boolean
  /** Somebody came back while something was under way: the rows are read once that is over. */
  owesLook: boolean
  handedIn: Set<readonly Call[]>
  /** How it stood before something was sent. */
  before: Pick<View, 'phase' | 'run' | 'status'> | null
}

interface Held {
  what: 'message' | 'run' | 'outputs' | 'cancel'
  /** The run that is on screen as it is sent. */
  run: Run | null
}

const lifetime = 600_000
const undoTime = 8_000
const grace = 5_000
/** What was asked so long ago is looked at anew before it is answered. */
const trust = 30_000
const never = [-Infinity, -Infinity] as const

export const isOver = ({ status }: Run): boolean =>
  status !== 'in_progress' && status !== 'requires_action'

const freshView = (): View => ({
  phase: 'idle',
  stage: null,
  run: null,
  status: null,
  ask: null,
  isStopping: false,
  heldUntil: null,
  trouble: null,
  isGoingOn: false,
  isOwed: false,
  sure: never,
  isEntering: true,
  restoring: 'now',
  isOvertaken: false,
  isDeaf: false,
  isTold: false,
  owesLook: false,
  handedIn: new Set(),
  before: null,
})

const freshThread = (hasId: boolean): Thread => ({
  hasId,
  rows: [],
  run: null,
  runs: 0,
  composer: '',
  queue: [],
  answers: new Map(),
  calls: new Map(),
  kept: [],
  remembered: null,
})

/**
 * What a person should see of their threads, whatever they do and whatever happens to the runs: small, slow, and made of
 * nothing that the engine is made of.
 */
export function createExpectation() {
  const threads: Thread[] = [freshThread(true), freshThread(true)]
  const known: { thread: Thread; title: string | null }[] = []
  let thread = threads[0]!
  let view: View | null = null
  let now = 0
  /** What is heard was heard by then. */
  let heardBy = 0
  let made = 0
  let isHidden = false
  let isOffline = false
  let isRefusing = false
  let shut: 'all' | 'runs' | null = null
  let shutAt = 0
  let held: Held[] = []
  const hold = (what: Held['what'], run: Run | null = null) => void held.push({ what, run })
  /** How the page hears of the run, as it says itself. */
  let link: 'stream' | 'poll' | 'lost' = 'stream'

  const isFree = ({ phase }: View) => phase === 'idle' || phase === 'settled' || phase === 'failed'
  const isAnswered = ({ id, tool }: Call) => {
    const text = thread.answers.get(id)
    if (thread.calls.has(id)) return true
    if (tool === 'book_trip') return false
    // A rejection gives its reason.
    return text !== undefined && text !== '' && text !== '{"decision":"reject"}'
  }
  const isLocked = () =>
    view?.phase === 'asking' && view.run !== null && now > view.run.dueAt + grace

  const see = (title?: string) => {
    if (!thread.hasId) return
    const at = known.findIndex((one) => one.thread === thread)
    const before = at === -1 ? null : (known.splice(at, 1)[0] ?? null)
    known.unshift({ thread, title: before?.title ?? title?.replaceAll('\n', ' ') ?? null })
  }
  const seeRows = () => {
    for (const row of thread.rows) row.isSeen = true
  }

  const dropAnswers = (calls?: readonly Call[]) => {
    if (calls) for (const { id } of calls) thread.answers.delete(id)
    else thread.answers.clear()
  }
  /** What was written in answer to what is over waits for its tool to be called again. */
  const keep = ({ calls }: Ask) => {
    for (const { id, tool, city } of calls) {
      const text = thread.answers.get(id)
      if (text !== undefined && text !== '') thread.kept.push({ tool, city, text })
      thread.answers.delete(id)
    }
  }
  const place = ({ calls }: Ask) => {
    for (const isSameCity of [true, false]) {
      for (const { id, tool, city } of calls) {
        if (thread.answers.get(id)) continue
        const at = thread.kept.findIndex(
          (one) => one.tool === tool && (!isSameCity || one.city === city),
        )
        const [taken] = at === -1 ? [] : thread.kept.splice(at, 1)
        if (taken) thread.answers.set(id, taken.text)
      }
    }
  }

  /** What was written before the page was left is seen again, once the run that asked it is over. */
  const restoreAsk = (shown: View) => {
    const { restoring } = shown
    const { remembered } = thread
    if (restoring === null || isOffline) return
    shown.restoring = null
    const isWritten = remembered?.calls.some(({ id }) => thread.answers.get(id))
    if (shown.phase === 'asking' || shown.ask || !remembered || !isWritten) return
    // Who came without a network learns of the thread's newest run alone.
    if (restoring === 'later' && remembered.run !== shown.run) keep(remembered)
    else if (!isOver(remembered.run)) return
    else if (remembered.run.status !== 'completed') shown.ask = remembered
    else {
      dropAnswers(remembered.calls)
      thread.remembered = null
    }
  }
  const enterEnd = (shown: View) => {
    restoreAsk(shown)
    if (!shown.isEntering) return
    shown.isEntering = false
    if (known.every((one) => one.thread !== thread)) see()
  }

  /** The run is over, and the thread may go on: what becomes of what was written. */
  const goOn = (shown: View, run: Run) => {
    const isNext = thread.queue.some(({ state }) => state === 'waiting')
    const { ask } = shown
    // What waits goes out by itself, and the question leaves the screen with it.
    if (ask?.run === run && run.status !== 'completed' && isNext) keep(ask)
    if (ask?.run !== run && run.status !== 'expired') {
      if (ask && !shown.isGoingOn) keep(ask)
      dropAnswers()
      thread.remembered = null
      if (shown.isGoingOn) thread.kept = []
    }
  }

  const settle = (shown: View, run: Run) => {
    Object.assign(shown, { phase: 'settled', run, status: run.status, isStopping: false })
    shown.heldUntil = null
    shown.isOvertaken = false
    enterEnd(shown)
    goOn(shown, run)
    drain(shown)
  }

  const beginAsk = (shown: View, run: Run) => {
    Object.assign(shown, { phase: 'asking', run, status: run.status })
    const { calls } = run
    const isSame = shown.ask?.run === run && shown.ask.calls === calls
    shown.sure = [now, heardBy]
    if (shown.isOvertaken) shown.trouble = 'submit'
    shown.isOvertaken = false
    if (!isSame) {
      shown.heldUntil = null
      shown.isGoingOn = false
      if (shown.ask) keep(shown.ask)
      shown.ask = { run, calls }
      thread.remembered = shown.ask
    }
    enterEnd(shown)
    if (!isSame) place({ run, calls })
    for (const { id, tool } of calls) {
      if (tool === 'book_trip' && !thread.calls.has(id)) thread.calls.set(id, 'done')
    }
    if (calls.some(({ id }) => thread.calls.get(id) !== 'done')) return
    if (shown.handedIn.has(calls)) return
    shown.handedIn.add(calls)
    handIn(shown)
  }

  /** The page hears of the run that it follows. */
  const hear = () => {
    for (;;) {
      if (view?.phase !== 'running' || !view.run) return
      const isHeard = !isHidden || view.isTold || (link === 'stream' && !view.isDeaf)
      if (isOffline || !isHeard) return
      view.isTold = false
      const { run } = view
      for (const row of thread.rows) if (row.run === run) row.isSeen = true
      if (run.status === 'in_progress') return
      if (run.status === 'requires_action') beginAsk(view, run)
      else settle(view, run)
    }
  }
  const follow = (shown: View, run: Run) => {
    if (shown.run !== run) shown.isStopping = false
    shown.isDeaf = false
    Object.assign(shown, { phase: 'running', run, status: run.status, stage: null })
  }

  /** Somebody else's run is in the way; while nobody is there, it is not listened to. */
  const followHolder = (shown: View, run: Run) => {
    follow(shown, run)
    shown.isDeaf = isHidden
  }

  /** Somebody else may have gone on with the thread: how it stands is read anew. */
  const look = () => {
    if (!view || isOffline || !thread.hasId) return
    view.owesLook = view.stage !== null || view.phase === 'running'
    if (view.owesLook) return
    seeRows()
    const { run } = thread
    if (!run) return
    if (view.phase === 'asking' && view.run === run && view.ask?.calls === run.calls) return
    if (view.phase === 'settled' && view.run === run) return
    follow(view, run)
  }

  const begin = (): Run => {
    thread.runs++
    thread.run = { status: 'in_progress', calls: [], dueAt: now + lifetime }
    return thread.run
  }
  const startRun = (shown: View, isOwed: boolean) => {
    Object.assign(shown, { ask: null, run: null, status: null, isStopping: false })
    shown.isOwed = isOwed
    if (isOffline) shown.phase = 'failed'
    else if (shut) {
      Object.assign(shown, { phase: 'sending', stage: 'run' })
      hold('run')
    } else runArrives(shown)
  }
  const runArrives = (shown: View) => {
    const { isOwed, isStopping } = shown
    Object.assign(shown, { stage: null, isOwed: false })
    const { run } = thread
    if (isRefusing) {
      isRefusing = false
      Object.assign(shown, { phase: 'failed', isStopping: false })
      drain(shown)
      return
    }
    if (run && !isOver(run)) {
      followHolder(shown, run)
      shown.isOwed = isOwed && !isStopping
      return
    }
    follow(shown, begin())
    if (isStopping && thread.run) thread.run.status = 'cancelled'
  }

  const deliver = (shown: View, send: Send) => {
    if (isOffline) {
      send.state = thread.hasId ? 'unknown' : 'refused'
      if (shown.phase === 'settled' && shown.run) goOn(shown, shown.run)
      return
    }
    if (shut === 'all') {
      const { phase, run, status } = shown
      shown.before = { phase, run, status }
      send.state = 'sending'
      Object.assign(shown, { phase: 'sending', stage: 'message', run: null, status: null })
      hold('message')
    } else messageArrives(shown, send)
  }
  const messageArrives = (shown: View, send: Send) => {
    if (!thread.hasId) {
      thread.hasId = true
      see(thread.queue[0]?.text)
    }
    const { run } = thread
    if (run && !isOver(run)) {
      send.state = 'waiting'
      shown.isStopping = false
      followHolder(shown, run)
      return
    }
    thread.rows.push({ role: 'user', text: send.text, run: null, isSeen: true })
    thread.queue = thread.queue.filter((one) => one !== send)
    if (shown.isStopping) {
      Object.assign(shown, { phase: 'idle', stage: null, run: null, status: null })
      shown.isStopping = false
      drain(shown)
    } else startRun(shown, true)
  }

  /** Sends what waits, as long as the thread is free. */
  const drain = (shown: View) => {
    while (isFree(shown) && shown.stage === null) {
      const next = thread.queue.find(({ state }) => state === 'waiting')
      if (shown.isOwed) startRun(shown, true)
      else if (next) deliver(shown, next)
      else return
    }
  }

  /** For how long answers can be undone before they are handed in. */
  const holdTime = ({ run, calls }: Ask) => {
    const isRisky = calls.some(({ id, tool }) => tool === 'send_money' && !thread.calls.has(id))
    return isRisky ? Math.min(undoTime, run.dueAt - now - grace) : 0
  }
  const handIn = (shown: View) => {
    shown.heldUntil = null
    const { ask } = shown
    if (shown.phase !== 'asking' || !ask || !ask.calls.every(isAnswered) || isLocked()) return
    shown.trouble = isOffline ? 'submit' : null
    if (isOffline) {
      shown.sure = never
      return
    }
    const isLookedAt = now - shown.sure[0] > trust
    if (shut === 'all' && !(isLookedAt && isOvertaken(ask))) {
      Object.assign(shown, { phase: 'sending', stage: 'outputs' })
      hold('outputs')
    } else outputsArrive(shown)
  }
  /** The run is past it, by whomever. */
  const isOvertaken = ({ run, calls }: Ask) =>
    run.status !== 'requires_action' || run.calls !== calls
  const outputsArrive = (shown: View) => {
    const { ask } = shown
    shown.stage = null
    if (!ask) return
    const { run, calls } = ask
    const isLate = isOvertaken(ask)
    follow(shown, run)
    if (isLate) {
      shown.isOvertaken = true
      // How it stands was read a moment ago.
      shown.isTold = run.status !== 'in_progress'
      return
    }
    Object.assign(run, { status: 'in_progress', calls: [] })
    dropAnswers(calls)
    shown.ask = null
    thread.remembered = null
  }

  const cancelArrives = (shown: View, run: Run | null) => {
    // It may have ended, and the thread may have gone on.
    if (run === null || shown.run !== run || isFree(shown)) return
    const wasOver = isOver(run)
    if (!wasOver) Object.assign(run, { status: 'cancelled', calls: [] })
    if (shown.stage !== null) return
    const isAsking = shown.phase === 'asking'
    follow(shown, run)
    // Who may not stop it reads how it stands.
    shown.isTold = wasOver
    // It is asked for, which is put off while nobody is there.
    shown.isDeaf = isAsking && isHidden
  }

  const stop = () => {
    if (!view || isFree(view) || view.isStopping) return
    view.trouble = null
    if (view.run === null) view.isStopping = true
    else if (isOffline) view.trouble = 'stop'
    else if (shut === 'all') {
      view.isStopping = true
      hold('cancel', view.run)
    } else cancelArrives(view, view.run)
  }

  const leave = () => {
    // What had not arrived never does.
    held = []
    view = null
    for (const send of thread.queue) send.state = 'refused'
  }
  const enter = (next: Thread) => {
    thread = next
    if (!threads.includes(next)) threads.push(next)
    const shown = freshView()
    view = shown
    for (const send of thread.queue) send.state = isOffline && thread.hasId ? 'unknown' : 'refused'
    if (isOffline) shown.restoring = 'later'
    else look()
    if (shown.phase === 'idle') enterEnd(shown)
  }

  return {
    threads,
    known,
    get thread() {
      return thread
    },
    get view() {
      return view
    },
    get isHidden() {
      return isHidden
    },
    get isOffline() {
      return isOffline
    },
    get shut() {
      return shut
    },
    /** For so long acts have been held up. */
    heldFor: () => (shut ? now - shutAt : 0),
    now: () => now,
    /** What was never said before. */
    next: () => ++made,
    isLocked,
    isAnswered,
    /** Whether the page looks at a run whose time is up, while the thread has gone on: which of both it finds is open. */
    isUnsure: () =>
      view?.phase === 'asking' && view.run !== thread.run && now > (view.run?.dueAt ?? 0),
    /** Whether something falls due about now, so that a moment decides what is seen. */
    isOnEdge: () =>
      [thread.run, view?.run].some(
        (run) =>
          run && [0, grace, -30_000, -120_000].some((at) => Math.abs(now - run.dueAt - at) < 2_500),
      ),

    type(text: string) {
      thread.composer = text
    },
    send(whenBusy: 'wait' | 'cancel' | 'answer') {
      if (!view || (whenBusy === 'answer' && view.phase === 'asking')) return
      const isHeldUp = !isFree(view)
      const text = thread.composer
      thread.composer = ''
      thread.queue.push({ text, state: 'waiting' })
      view.trouble = null
      view.isGoingOn ||= view.phase !== 'asking'
      see(text)
      drain(view)
      if (isHeldUp && whenBusy === 'cancel') stop()
    },
    retry(send: Send) {
      send.state = 'waiting'
      if (view) drain(view)
    },
    takeBack(send: Send, isEdited: boolean) {
      thread.queue = thread.queue.filter((one) => one !== send)
      if (isEdited) thread.composer = [thread.composer, send.text].filter(Boolean).join('\n')
    },
    stop,
    start() {
      if (!view || !isFree(view)) return
      view.isGoingOn = false
      view.trouble = null
      if (view.ask) keep(view.ask)
      startRun(view, false)
      drain(view)
    },
    write(call: Call, text: string) {
      thread.answers.set(call.id, text)
    },
    unwrite(call: Call) {
      thread.answers.delete(call.id)
    },
    skip(call: Call) {
      thread.calls.set(call.id, 'skipped')
    },
    unskip(call: Call) {
      thread.calls.delete(call.id)
    },
    /** Whether a moment decides if what is handed in now is looked at before. */
    isHalfSure() {
      if (!view?.ask) return false
      const at = now + Math.max(0, holdTime(view.ask))
      const [from, to] = view.sure
      return at - from > trust - 1_000 && at - to < trust + 1_000
    },
    submit() {
      if (view?.phase !== 'asking' || !view.ask || view.heldUntil !== null) return
      if (!view.ask.calls.every(isAnswered)) return
      const time = holdTime(view.ask)
      if (time > 0) {
        view.heldUntil = now + time
        view.trouble = null
      } else handIn(view)
    },
    undo() {
      if (view) view.heldUntil = null
    },

    hide() {
      isHidden = true
    },
    show() {
      isHidden = false
      if (view) view.isDeaf = false
      look()
    },
    goOffline() {
      isOffline = true
      shut = null
      const lost = held
      held = []
      if (!view) return
      for (const { what } of lost) {
        if (what === 'cancel') {
          // It may have ended meanwhile.
          if (view.isStopping) view.trouble = 'stop'
          view.isStopping = false
        } else if (what === 'outputs') {
          Object.assign(view, { phase: 'asking', stage: null, trouble: 'submit', sure: never })
        } else if (what === 'run') {
          Object.assign(view, { phase: 'failed', stage: null, isStopping: false, isOwed: false })
        } else {
          const send = thread.queue.find(({ state }) => state === 'sending')
          if (send) send.state = thread.hasId ? 'unknown' : 'refused'
          Object.assign(view, view.before, { stage: null, isStopping: false })
          if (view.phase === 'settled' && view.run) goOn(view, view.run)
        }
      }
      // That nothing was stopped is told, and then that nothing was handed in.
      if (lost.some(({ what }) => what === 'outputs')) view.trouble = 'submit'
      drain(view)
    },
    goOnline() {
      isOffline = false
      look()
    },
    shutGate(what: 'all' | 'runs') {
      shut = what
      shutAt = now
    },
    openGate() {
      shut = null
      const order = held
      held = []
      for (const { what, run } of order) {
        const send = thread.queue.find(({ state }) => state === 'sending')
        if (!view) continue
        if (what === 'message' && send) messageArrives(view, send)
        else if (what === 'run') runArrives(view)
        else if (what === 'outputs') outputsArrive(view)
        else if (what === 'cancel') cancelArrives(view, run)
      }
    },
    refuseNextRun() {
      isRefusing = true
    },
    leave,
    enter,
    newThread: () => freshThread(false),

    says(text: string) {
      const { run, rows } = thread
      const last = rows.at(-1)
      if (last && last.run === run && last.role === 'assistant' && !closed.has(last)) {
        last.text += text
      } else rows.push({ role: 'assistant', text, run, isSeen: false })
    },
    moves(status: Status, calls: readonly Call[] = []) {
      const last = thread.rows.at(-1)
      if (last) closed.add(last)
      if (thread.run) Object.assign(thread.run, { status, calls })
    },
    startsElsewhere: begin,

    /** Time has passed, and everything came to rest. */
    passTo(next: number, how: typeof link) {
      heardBy = next
      hear()
      link = how
      if (view?.heldUntil && view.heldUntil <= next) {
        now = view.heldUntil
        handIn(view)
        // What comes of it is heard before anything else falls due.
        hear()
      }
      now = next
      for (const one of threads) {
        if (!one.run || isOver(one.run) || one.run.dueAt > now) continue
        Object.assign(one.run, { status: 'expired', calls: [] })
        const last = one.rows.at(-1)
        if (last) closed.add(last)
      }
      const isDue = view?.phase === 'asking' && view.run && view.run.dueAt + 1_000 <= now
      if (isDue && view?.run && !isOffline && !isHidden) follow(view, view.run)
      hear()
      if (!view?.owesLook || view.stage !== null || view.phase === 'running') return
      view.owesLook = false
      if (!isOffline) seeRows()
    },
  }
}

/** Messages that are whole: what is said next is another one. */
const closed = new WeakSet<Row>()

export type Expectation = ReturnType<typeof createExpectation>
