import process from 'node:process'

/** What hostile values must not do to the page around the kit. */
export interface Harm {
  /** Rejections that nobody heard, so far. */
  unhandled: unknown[]
  /** Whether something was added to what all objects have, or taken from it. */
  isPrototypeTouched: () => boolean
  stop: () => void
}

const builtIns = [Object, Array, String, Number, Function, Promise, Map, Set]

const namesNow = () =>
  JSON.stringify(
    builtIns.map((one) => [
      Object.getOwnPropertyNames(one.prototype),
      Object.getOwnPropertyNames(one),
    ]),
  )

/** Watches what hostile values do outside of the kit, from now on. */
export function watchHarm(): Harm {
  const before = namesNow()
  const unhandled: unknown[] = []
  const onUnhandled = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', onUnhandled)
  return {
    unhandled,
    isPrototypeTouched: () => namesNow() !== before,
    stop: () => void process.off('unhandledRejection', onUnhandled),
  }
}
