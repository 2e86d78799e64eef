import type { Clock } from '../../../src/api/index.js'
import { stir } from './settle.js'

/** Lets the page's own timers go by the world's clock, libraries' timers included, until they are given back. */
export function withVirtualTimers(clock: Clock): { restore: () => void } {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout }
  const cancels = new Map<number, () => void>()
  let count = 0
  const set = (act: (...given: unknown[]) => void, ms = 0, ...given: unknown[]): number => {
    stir()
    const id = ++count
    const cancel = clock.after(ms, () => {
      cancels.delete(id)
      act(...given)
    })
    cancels.set(id, cancel)
    return id
  }
  const clear = (id: number) => {
    cancels.get(id)?.()
    cancels.delete(id)
  }
  // Node's own hand out objects, a page's numbers; nothing here asks for more than a thing to clear.
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear })
  return { restore: () => void Object.assign(globalThis, real) }
}
