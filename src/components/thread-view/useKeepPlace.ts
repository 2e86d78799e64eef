'use client'

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useRunController, useThreadState, useTranscriptIds } from '../../run/index.js'
import { type Anchor, pickAnchor, topOf } from './anchor.js'

/** Whoever comes down this close to the end wants to be there. */
const nearEnd = 48
/** Sizes are not whole numbers everywhere. */
const atEnd = 2

export interface Place {
  /** The element that scrolls. */
  viewportRef: (element: HTMLElement | null) => (() => void) | undefined
  /** The element that grows inside of it. */
  contentRef: RefObject<HTMLDivElement | null>
  /** The end is out of sight. */
  isAway: boolean
  toLatest: () => void
}

/**
 * Keeps the eye where it was: at the end while the person is there, and on the same row whatever comes in or grows
 * above it. Scrolling up lets go of the end; sending, another thread and the button take hold of it again.
 */
export function useKeepPlace(): Place {
  const viewport = useRef<HTMLElement | null>(null)
  const contentRef = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  const anchor = useRef<Anchor | null>(null)
  const lastTop = useRef(0)
  const [isAway, setIsAway] = useState(false)
  const controller = useRunController()
  const ids = useTranscriptIds()
  const sends = useThreadState(({ pending }) => pending)
  const shown = useRef(controller)
  const seen = useRef(new Set<string>())

  /** Remembers what is in sight, and whether that is the end. */
  const look = useCallback((element: HTMLElement) => {
    const { scrollTop, scrollHeight, clientHeight } = element
    lastTop.current = scrollTop
    anchor.current = follows.current ? null : pickAnchor(element, contentRef.current)
    setIsAway(!follows.current && scrollHeight - clientHeight - scrollTop > nearEnd)
  }, [])

  /** Brings what was in sight back to where it was. */
  const hold = useCallback(
    (element: HTMLElement) => {
      if (follows.current) {
        element.scrollTop = element.scrollHeight
      } else if (element.scrollTop === lastTop.current && anchor.current?.row.isConnected) {
        // Where the person has scrolled on meanwhile, the scroll event that is to come looks anew.
        const moved = topOf(anchor.current.row, element) - anchor.current.top
        if (Math.abs(moved) >= 1) element.scrollTop += moved
      }
      look(element)
    },
    [look],
  )

  const toLatest = useCallback(() => {
    follows.current = true
    if (viewport.current) hold(viewport.current)
  }, [hold])

  // Attached after the content, which stands inside of it.
  const viewportRef = useCallback(
    (element: HTMLElement | null) => {
      viewport.current = element
      if (!element) return undefined
      const onScroll = () => {
        const { scrollTop, scrollHeight, clientHeight } = element
        const fromEnd = scrollHeight - clientHeight - scrollTop
        // Growth moves the end away without the person; only their own way up lets go, however short it is.
        if (fromEnd <= atEnd) follows.current = true
        else if (scrollTop < lastTop.current) follows.current = false
        else if (scrollTop > lastTop.current && fromEnd <= nearEnd) follows.current = true
        look(element)
      }
      element.addEventListener('scroll', onScroll, { passive: true })
      const observer =
        typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => hold(element))
      observer?.observe(element)
      if (contentRef.current) observer?.observe(contentRef.current)
      return () => {
        element.removeEventListener('scroll', onScroll)
        observer?.disconnect()
      }
    },
    [hold, look],
  )

  useLayoutEffect(() => {
    if (viewport.current && ids.length > 0) hold(viewport.current)
  }, [ids, hold])

  // Another thread begins at its end, and what was just sent is seen.
  useLayoutEffect(() => {
    if (shown.current !== controller) toLatest()
    shown.current = controller
  }, [controller, toLatest])
  useLayoutEffect(() => {
    const fresh = sends.filter(({ intent }) => !seen.current.has(intent))
    for (const { intent } of fresh) seen.current.add(intent)
    if (fresh.length > 0) toLatest()
  }, [sends, toLatest])

  return { viewportRef, contentRef, isAway, toLatest }
}
