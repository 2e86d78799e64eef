/**
 * A ref for what goes away when it has done its work, such as the button that stops a run. When the focus is in it then,
 * what is around it takes the focus over: the person is where they were, and the next Tab goes on from there. It never
 * goes to another control, where a key that is still held down, or pressed a moment too late, would do what nobody meant.
 */
export function handOver(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined
  return () => {
    const { ownerDocument: page } = element
    // What is there for the layout alone is no place to be.
    const around = element.parentElement?.closest<HTMLElement>(':not([role=presentation])')
    if (!around || around === page.body || !element.matches(':focus-within')) return
    // React takes a ref back for other reasons, too: in a moment it is known what went, and whether the focus did.
    queueMicrotask(() => {
      // What is around it may go as well; then its own ref knows better.
      if (around.isConnected && page.activeElement === page.body) enter(around)
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
