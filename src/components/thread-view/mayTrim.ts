import { ahead, plainMost } from './cutRows.js'

/** Whether the earlier of the rows that stay in the document may go: nobody sees them, or has anything in hand there. */
export function mayTrim(viewport: Element, tail: Element): boolean {
  const first = tail.children[tail.children.length - plainMost]
  const edge = viewport.getBoundingClientRect().top - ahead
  if (!first || first.getBoundingClientRect().top > edge) return false
  const page = viewport.ownerDocument
  const selection = page.getSelection()
  const marked = selection?.isCollapsed === false && [selection.anchorNode, selection.focusNode]
  return ![page.activeElement, ...(marked || [])].some(
    (node) =>
      node &&
      tail.contains(node) &&
      first.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING,
  )
}
