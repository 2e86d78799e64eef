import type { Schedule } from './schedule.js'

/** How often a schedule is played again at most to make it smaller. */
const patience = 400

/** The smallest schedule found that still fails: steps are left out, then waits and lines. */
export async function shrink(
  schedule: Schedule,
  fails: (schedule: Schedule) => Promise<boolean>,
): Promise<Schedule> {
  let smallest = schedule
  let tries = 0
  const tryOne = async (candidate: Schedule): Promise<boolean> => {
    if (++tries > patience || !(await fails(candidate))) return false
    smallest = candidate
    return true
  }

  for (let size = smallest.steps.length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < smallest.steps.length;) {
      const steps = smallest.steps.toSpliced(at, size)
      if (!(await tryOne({ ...smallest, steps }))) at += size
    }
  }
  for (let at = 0; at < smallest.steps.length; at++) {
    const step = smallest.steps[at]
    if (step && step.ms > 0) {
      await tryOne({ ...smallest, steps: smallest.steps.with(at, { ...step, ms: 0 }) })
    }
  }
  await tryOne({ ...smallest, pace: 0 })
  for (let at = smallest.lines.length - 1; at >= 0; at--) {
    await tryOne({ ...smallest, lines: smallest.lines.toSpliced(at, 1) })
  }
  return smallest
}
