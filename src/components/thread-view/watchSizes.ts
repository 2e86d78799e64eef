import { tailMark, windowMark } from './anchor.js'

/**
 * Calls back when anything in a viewport gets another size, in the same frame. What stands around the window of a long
 * thread is watched piece by piece and never as a whole: the window takes its own size from what it measures, and a
 * browser complains of whoever watches something around it.
 */
export function watchSizes(viewport: Element, content: Element, onResize: () => void): () => void {
  const page = viewport.ownerDocument.defaultView
  if (!page?.ResizeObserver) return () => {}
  const watched = new Set<Element>()
  const sizes = new page.ResizeObserver(onResize)
  const pieces = new MutationObserver(() => {
    watch()
    // What is gone tells of no size.
    onResize()
  })
  const watch = () => {
    const { parts, around } = partsOf(content)
    for (const part of watched) {
      if (!parts.has(part)) sizes.unobserve(part)
    }
    for (const part of parts) {
      // To be watched once more would be taken for a change.
      if (!watched.has(part)) sizes.observe(part)
    }
    watched.clear()
    for (const part of parts) watched.add(part)
    for (const element of around) pieces.observe(element, { childList: true })
  }
  sizes.observe(viewport)
  watch()
  return () => {
    sizes.disconnect()
    pieces.disconnect()
  }
}

/** All that a viewport holds, but for the window; and what holds it. */
function partsOf(content: Element): { parts: Set<Element>; around: Element[] } {
  const parts = new Set<Element>()
  const around = [content]
  const tail = content.querySelector(`[${tailMark}]`)
  for (const element of around) {
    for (const child of element.children) {
      if (child.hasAttribute(windowMark)) continue
      if (child !== tail && child.contains(tail)) around.push(child)
      else parts.add(child)
    }
  }
  return { parts, around }
}
