'use client'

import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useLiveRun, useTranscriptIds } from '../../run/index.js'

/** This close to the end still counts as being there. */
const nearEnd = 48

export interface Place {
  /** The element that scrolls. */
  viewportRef: (element: HTMLElement | null) => (() => void) | undefined
  /** The element that grows inside of it. */
  contentRef: (element: HTMLElement | null) => (() => void) | undefined
  /** The end is out of sight. */
  isAway: boolean
  toLatest: () => void
}

/**
 * Keeps the eye where it was: at the end while the person is there, and on the same row when older ones come in above.
 * Scrolling up lets go of the end; sending and the button take hold of it again.
 */
export function useKeepPlace(): Place {
  const viewport = useRef<HTMLElement | null>(null)
  const follows = useRef(true)
  const lastHeight = useRef(0)
  const lastTop = useRef(0)
  const [isAway, setIsAway] = useState(false)
  const ids = useTranscriptIds()
  const isSending = useLiveRun(({ phase }) => phase === 'sending')
  const firstId = useRef(ids[0])

  const toLatest = useCallback(() => {
    const element = viewport.current
    if (!element) return
    follows.current = true
    element.scrollTop = element.scrollHeight
  }, [])

  const viewportRef = useCallback((element: HTMLElement | null) => {
    viewport.current = element
    if (!element) return undefined
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element
      const fromEnd = scrollHeight - clientHeight - scrollTop
      // Growth moves the end away without the person; only their own way up lets go.
      if (scrollTop < lastTop.current && fromEnd > nearEnd) follows.current = false
      else if (fromEnd <= nearEnd) follows.current = true
      lastTop.current = scrollTop
      setIsAway(fromEnd > nearEnd && !follows.current)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [])

  const contentRef = useCallback((element: HTMLElement | null) => {
    if (!element || typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(() => {
      const scroller = viewport.current
      if (!scroller) return
      if (follows.current) scroller.scrollTop = scroller.scrollHeight
      lastHeight.current = scroller.scrollHeight
    })
    observer.observe(element)
    if (viewport.current) observer.observe(viewport.current)
    return () => observer.disconnect()
  }, [])

  useLayoutEffect(() => {
    const element = viewport.current
    const isPrepend = firstId.current !== undefined && ids[0] !== firstId.current
    firstId.current = ids[0]
    if (!element) return
    if (isPrepend && !follows.current) {
      element.scrollTop += element.scrollHeight - lastHeight.current
    }
    lastHeight.current = element.scrollHeight
  }, [ids])

  useLayoutEffect(() => {
    if (isSending) toLatest()
  }, [isSending, toLatest])

  return { viewportRef, contentRef, isAway, toLatest }
}
