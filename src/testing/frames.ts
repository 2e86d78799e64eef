/** Animation frames that a test draws by hand. */
export interface Frames {
  /** Takes the place of the page's frames: keeps what is to be published until `next`. */
  schedule: (publish: () => void) => () => void
  /** Draws one frame: publishes what has waited, not what that asks for in turn. Tells how much it was. */
  next: () => number
  /** How much waits for the next frame. */
  readonly pending: number
}

/** Makes a schedule whose frames come when a test calls `next`. */
export function frames(): Frames {
  let waiting = new Map<symbol, () => void>()
  return {
    schedule: (publish) => {
      const ticket = Symbol('frame')
      waiting.set(ticket, publish)
      return () => void waiting.delete(ticket)
    },
    next: () => {
      const due = waiting
      waiting = new Map()
      for (const publish of due.values()) publish()
      return due.size
    },
    get pending() {
      return waiting.size
    },
  }
}
