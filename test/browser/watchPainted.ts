import { viewport } from './support.js'

/** Where an element was painted, frame by frame. */
export interface Painted {
  /** Ends it, and tells how far the element has been from where it was at the beginning, in pixels. */
  stop: () => { frames: number; moved: number }
}

/**
 * Looks at each frame where an element is painted within the viewport of the thread: after all that scripts and observers of sizes did in that frame, so
 * that what they mend before anybody sees it does not count, and what they do too late does.
 */
export function watchPainted(element: Element, edge: 'top' | 'bottom' = 'top'): Painted {
  const root = viewport()
  const begin = element.getBoundingClientRect()[edge] - root.getBoundingClientRect()[edge]
  const places: number[] = []
  let isOver = false
  const look = () => {
    if (isOver) return
    // It hears, once, where the element was when all observers of sizes had been served.
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.rootBounds) places.push(entry.boundingClientRect[edge] - entry.rootBounds[edge])
        observer.disconnect()
      },
      { root },
    )
    observer.observe(element)
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  return {
    stop() {
      isOver = true
      return { frames: places.length, moved: Math.max(...places.map((at) => Math.abs(at - begin))) }
    },
  }
}
