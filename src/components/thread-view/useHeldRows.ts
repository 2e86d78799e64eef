'use client'

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Place } from './createPlace.js'

interface Held {
  /** The row that has the focus. */
  focused: string | null
  /** The first and the last row that are marked. */
  marked: readonly [string, string] | null
}

const nothing: Held = { focused: null, marked: null }

const rowIdOf = (node: Node | null): string | null => {
  // Not `instanceof`: in a frame it is an element of another realm.
  const element = node && 'closest' in node ? (node as Element) : node?.parentElement
  return element?.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null
}

/** By index, the rows that somebody holds, or was led to: they stay in the document, however far away they are scrolled. */
export function useHeldRows(ids: readonly string[], place: Place): readonly number[] {
  const [held, setHeld] = useState(nothing)
  const { sought } = useSyncExternalStore(place.subscribe, place.read, place.read)
  useEffect(() => {
    const viewport = place.read().viewport
    if (!viewport) return undefined
    const page = viewport.ownerDocument
    const look = () => {
      const selection = page.getSelection()
      const range = selection?.isCollapsed === false ? selection.getRangeAt(0) : null
      const isInside = range !== null && viewport.contains(range.commonAncestorContainer)
      const focused = rowIdOf(viewport.querySelector(':focus'))
      const from = isInside ? rowIdOf(range.startContainer) : null
      const to = isInside ? rowIdOf(range.endContainer) : null
      setHeld((before) => {
        const marked = from === null || to === null ? null : ([from, to] as const)
        const isSame = before.focused === focused && String(before.marked) === String(marked)
        return isSame ? before : { focused, marked }
      })
    }
    look()
    viewport.addEventListener('focusin', look)
    viewport.addEventListener('focusout', look)
    page.addEventListener('selectionchange', look)
    return () => {
      viewport.removeEventListener('focusin', look)
      viewport.removeEventListener('focusout', look)
      page.removeEventListener('selectionchange', look)
    }
  }, [place])

  return useMemo(() => {
    const { focused, marked } = held
    const some = [focused, sought?.id ?? null].flatMap((id) => {
      const at = id === null ? -1 : ids.indexOf(id)
      return at === -1 ? [] : [at]
    })
    const from = marked ? ids.indexOf(marked[0]) : -1
    if (!marked || from === -1) return some
    const end = ids.indexOf(marked[1])
    // What is marked may go on in the rows below the window.
    const to = end === -1 ? ids.length - 1 : end
    return [...some, ...Array.from({ length: to - from + 1 }, (_, step) => from + step)]
  }, [held, sought, ids])
}
