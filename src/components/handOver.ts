/** What is there for the layout alone is no place to be. */
const isPlace = (element: HTMLElement) =>
  element.isConnected && element.getAttribute('role') !== 'presentation'

/**
 * A ref for what goes away when it has done its work, such as the button that stops a run. When the focus is in it then,
 * the nearest element around it that stays takes the focus over: the person is where they were, and the next Tab goes on
 * from there. It never goes to another control, where a key that is still held down, or pressed a moment too late, would
 * do what nobody meant.
 */
export function handOver(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined
  return () => {
    const { ownerDocument: page } = element
    if (!element.contains(page.activeElement)) return
    const around: HTMLElement[] = []
    for (let next = element.parentElement; next; next = next.parentElement) around.push(next)
    // React takes a ref back for other reasons, too: in a moment it is known what went, and whether the focus did.
    queueMicrotask(() => {
      const place = around.find(isPlace)
      if (place && place !== page.body && page.activeElement === page.body) enter(place)
    })
  }
}

/** Puts the focus on an element that takes none by itself, for as long as it is there. */
function enter(element: HTMLElement) {
  if (!element.hasAttribute('tabindex')) {
    element.tabIndex = -1
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true })
  }
  element.focus({ preventScroll: true })
}
