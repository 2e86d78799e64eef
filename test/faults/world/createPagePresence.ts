import type { Presence } from '../../../src/run/index.js'

/** A page that is hidden, shown, and told of the network. */
export interface PagePresence extends Presence {
  hide: () => void
  show: () => void
  /** Tells that the page is seen again, or the network is back, whether or not it was away. */
  tell: () => void
  readonly listeners: number
}

export function createPagePresence(): PagePresence {
  const listeners = new Set<() => void>()
  let isHidden = false
  const tell = () => {
    for (const act of Array.from(listeners)) act()
  }
  return {
    isAway: () => isHidden,
    onReturn: (act) => {
      listeners.add(act)
      return () => void listeners.delete(act)
    },
    hide: () => {
      isHidden = true
    },
    show: () => {
      isHidden = false
      tell()
    },
    tell,
    get listeners() {
      return listeners.size
    },
  }
}
