/** When to publish what has gathered; the answer takes it back. */
export type Schedule = (publish: () => void) => () => void

/**
 * Publishes with the next animation frame, or at once in a hidden tab and where there are no frames.
 * A tab that is hidden while it waits gets no frame: the timer beside it sees to that.
 */
export const nextFrame: Schedule = (publish) => {
  if (typeof requestAnimationFrame !== 'function' || document.visibilityState === 'hidden') {
    publish()
    return () => {}
  }
  const cancel = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
  const once = () => {
    cancel()
    publish()
  }
  const frame = requestAnimationFrame(once)
  const timer = setTimeout(once, 250)
  return cancel
}
