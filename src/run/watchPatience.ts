import type { ControllerContext } from './controllerContext.js'
import type { LiveRun } from './liveRun.js'

/** Notices that a run has been going on for long without any news. */
export interface Patience {
  /** The person wants to wait as long again. */
  keepWaiting: () => void
  /** The page leaves the thread. */
  leave: () => void
}

/** What changes with any news; a copy that was read once more is none. */
function newsOf({ run, messages, steps }: LiveRun): string {
  const texts = messages.flatMap(({ content }) => content)
  const said = texts.reduce(
    (sum, part) => sum + (part.type === 'text' ? part.text.value.length : 1),
    0,
  )
  const calls = steps.flatMap(({ step_details: details }) =>
    details.type === 'tool_calls' ? details.tool_calls : [],
  )
  const asked = calls.reduce(
    (sum, call) => sum + (call.type === 'function' ? call.function.arguments.length : 1),
    0,
  )
  const ended = steps.filter(({ status }) => status !== 'in_progress').length
  return [run?.id, run?.status, texts.length, said, calls.length, asked, ended].join(' ')
}

/** Says `isOverdue` when nothing new was heard of a running run for `patience` milliseconds, and takes it back with the first news. */
export function watchPatience(
  { core, clock }: Pick<ControllerContext, 'core' | 'clock'>,
  patience: number,
): Patience {
  let newsAt = 0
  let cancel: (() => void) | null = null

  const ring = () => {
    cancel = null
    const left = newsAt + patience - clock.now()
    if (left > 0) wait(left)
    else core.set({ isOverdue: true })
  }
  const wait = (ms: number) => {
    cancel = clock.after(ms, ring)
  }
  const leave = () => {
    cancel?.()
    cancel = null
  }
  const begin = () => {
    newsAt = clock.now()
    if (core.get().isOverdue) core.set({ isOverdue: false })
    // One timer a run: news in between only move what it compares with.
    if (cancel === null && Number.isFinite(patience)) wait(patience)
  }

  let known = ''
  core.store.subscribe(({ live }, before) => {
    if (live === before.live) return
    const now = live.phase === 'running' ? newsOf(live) : ''
    if (now === known) return
    known = now
    if (now !== '') begin()
    else {
      leave()
      if (core.get().isOverdue) core.set({ isOverdue: false })
    }
  })

  return { keepWaiting: begin, leave }
}
