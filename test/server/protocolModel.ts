// The protocol once more, small and slow, and made of nothing that the server is made of.

export type Status =
  | 'queued'
  | 'in_progress'
  | 'requires_action'
  | 'cancelling'
  | 'completed'
  | 'incomplete'
  | 'failed'
  | 'cancelled'
  | 'expired'

export type Ending = 'complete' | 'cut' | 'fail'
export type Word = 'say' | 'ask' | Ending

interface Message {
  role: 'user' | 'assistant'
  /** Null once a crash made it unknowable how much of it was kept. */
  text: string | null
  status: 'in_progress' | 'completed' | 'incomplete'
  reason: string | null
  deleted: boolean
}

/** What one stream tells: from the run's start, or from a submit, to where it rests. */
export interface Turn {
  told: string[]
  state: 'open' | 'ended' | 'lost'
}

export interface Run {
  status: Status
  calls: string[]
  expiresAt: number
  metadata: string
  /** Whether a model is at work on it: nobody takes up what a crash left behind. */
  driven: boolean
  steps: { type: 'message_creation' | 'tool_calls'; status: string }[]
  message: Message | null
  turn: Turn
}

export interface Thread {
  gone: boolean
  messages: Message[]
  runs: Run[]
}

export type Visit = (status: Status, event: string) => void

export type Start = 'starts' | 'breaks' | 'crashes'

const final = new Set<Status>(['completed', 'incomplete', 'failed', 'cancelled', 'expired'])
export const isOver = ({ status }: Run) => final.has(status)

/** What a run's end makes of the message that is being written, and of the step that is open. */
const ends = {
  complete: { status: 'completed', step: 'completed', reason: null },
  cut: { status: 'incomplete', step: 'completed', reason: 'max_tokens' },
  fail: { status: 'failed', step: 'failed', reason: 'run_failed' },
  stop: { status: 'cancelled', step: 'cancelled', reason: 'run_cancelled' },
  expire: { status: 'expired', step: 'expired', reason: 'run_expired' },
} as const

export function createProtocol(visit: Visit) {
  let now = 0
  let asked = 0
  const threads: Thread[] = []

  const moveTo = (run: Run, event: string, status: Status) => {
    visit(run.status, event)
    run.status = status
    if (run.turn.state === 'open') run.turn.told.push(status)
  }

  const closeStep = (run: Run, status: string, reason: string | null) => {
    const step = run.steps.at(-1)
    if (step?.status === 'in_progress') step.status = status
    if (run.message) {
      run.message.status = reason === null ? 'completed' : 'incomplete'
      run.message.reason = reason
    }
    run.message = null
  }

  const end = (run: Run, event: keyof typeof ends) => {
    const { status, step, reason } = ends[event]
    closeStep(run, step, reason)
    moveTo(run, event, status)
    run.calls = []
    run.driven = false
    if (run.turn.state === 'open') run.turn.state = 'ended'
  }

  const begin = (run: Run, start: Start) => {
    if (start === 'crashes') return
    if (start === 'breaks') end(run, 'fail')
    else {
      moveTo(run, 'start', 'in_progress')
      run.driven = true
    }
  }

  const active = ({ runs }: Thread) => {
    const run = runs.at(-1)
    return run && !isOver(run) ? run : undefined
  }

  const cancel = (run: Run, meanwhile: Ending | 'nothing' | 'crashes') => {
    if (run.status === 'cancelling') return
    moveTo(run, 'cancel', 'cancelling')
    run.calls = []
    if (meanwhile === 'crashes') return
    end(run, meanwhile === 'complete' || meanwhile === 'fail' ? meanwhile : 'stop')
  }

  return {
    threads,
    active,
    isAtWork: (thread: Thread) => active(thread)?.driven === true,
    createThread() {
      threads.push({ gone: false, messages: [], runs: [] })
    },
    createMessage(thread: Thread, text: string) {
      thread.messages.push({
        role: 'user',
        text,
        status: 'completed',
        reason: null,
        deleted: false,
      })
    },
    createRun(thread: Thread, start: Start): Run {
      const run: Run = {
        status: 'queued',
        calls: [],
        expiresAt: now + 600,
        metadata: '',
        driven: false,
        steps: [],
        message: null,
        turn: { told: ['created', 'queued'], state: 'open' },
      }
      thread.runs.push(run)
      begin(run, start)
      return run
    },
    /** Returns the ids of the calls that are made. */
    speak(thread: Thread, run: Run, word: Word): void {
      if (word === 'say') {
        if (!run.message) {
          run.message = {
            role: 'assistant',
            text: '',
            status: 'in_progress',
            reason: null,
            deleted: false,
          }
          thread.messages.push(run.message)
          run.steps.push({ type: 'message_creation', status: 'in_progress' })
        }
        if (run.message.text !== null) run.message.text += 'x'
      } else if (word === 'ask') {
        closeStep(run, 'completed', null)
        run.calls = [`call_${++asked}`, `call_${++asked}`]
        run.steps.push({ type: 'tool_calls', status: 'in_progress' })
        moveTo(run, 'ask', 'requires_action')
        run.driven = false
        if (run.turn.state === 'open') run.turn.state = 'ended'
      } else end(run, word)
    },
    /** The calls that the next question makes. */
    nextCalls: () => [`call_${asked + 1}`, `call_${asked + 2}`],
    cancel,
    submit(run: Run, start: Start) {
      run.turn = { told: [], state: 'open' }
      closeStep(run, 'completed', null)
      moveTo(run, 'submit', 'queued')
      run.calls = []
      begin(run, start)
    },
    /** The end of a run could not be kept: its model is done, and nothing else ever ends it but its time. */
    loseEnd(run: Run) {
      run.driven = false
      run.turn.state = 'lost'
      if (run.message) run.message.text = null
    },
    deleteThread(thread: Thread) {
      const run = active(thread)
      if (run?.status === 'cancelling') end(run, 'stop')
      else if (run) cancel(run, 'nothing')
      thread.gone = true
    },
    pass(seconds: number) {
      now += seconds
      for (const thread of threads) {
        const run = thread.gone ? undefined : active(thread)
        if (run && run.expiresAt <= now) end(run, 'expire')
      }
    },
    crash() {
      for (const { runs } of threads) {
        for (const run of runs) {
          if (run.turn.state === 'open') run.turn.state = 'lost'
          run.driven = false
          if (run.message) run.message.text = null
        }
      }
    },
  }
}

export type Protocol = ReturnType<typeof createProtocol>
