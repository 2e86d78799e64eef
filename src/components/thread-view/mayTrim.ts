import { ahead, plainMost } from './cutRows.js'

/** Whether the earlier of the rows that stay in the document may go: nobody sees them, or has anything in hand there. */
export function mayTrim(viewport: Element, tail: Element): boolean {
  const first = tail.children[tail.children.length - plainMost]
  const edge = viewport.getBoundingClientRect().top - ahead
  if (!first || first.getBoundingClientRect().top > edge) return false
  const selection = viewport.ownerDocument.getSelection()
  return (
    !tail.querySelector(`:scope > :nth-last-child(n + ${plainMost + 1}):focus-within`) &&
    !(selection?.isCollapsed === false && tail.contains(selection.anchorNode))
  )
}
