import { stir } from './settle.js'

/** What the databases of fake-indexeddb do comes step by step; each is told before it is taken, and may be held back for good. */
export function withSteppedDatabases(mayStep: () => boolean = () => true): { restore: () => void } {
  const { setImmediate } = globalThis
  const step = (act: () => void) => {
    stir()
    setImmediate(() => {
      stir()
      if (mayStep()) act()
    })
  }
  // It looks this one up each time; nothing else in the suite goes by it.
  Object.assign(globalThis, { setImmediate: step })
  return { restore: () => void Object.assign(globalThis, { setImmediate }) }
}
