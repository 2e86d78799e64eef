import { notifyManager } from '@tanstack/react-query'

/** What is not over with a chain of promises, and so asks for another round. */
let activity = 0

/** Something went on that may lead to more. */
export const stir = (): void => void activity++

// The machine's own, whoever takes its place for a while.
const { setImmediate } = globalThis

const round = () => new Promise<void>((resolve) => setImmediate(resolve))

// A task of its own, as it is by default, without the millisecond that Node makes of a timer of none.
notifyManager.setScheduler((callback) => {
  stir()
  setImmediate(callback)
})

/** Rounds in which nothing stirs before everything counts as being at rest. */
const calm = 3

/** Waits until everything that needs no time is done. */
export async function settle(): Promise<void> {
  for (let idle = 0; idle < calm; idle++) {
    const before = activity
    await round()
    if (activity !== before) idle = -1
  }
}
