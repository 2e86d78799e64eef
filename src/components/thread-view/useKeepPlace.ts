'use client'

import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { useLiveRun, useTranscriptIds } from '../../run/index.js'

/** This close to the end still counts as being there. */
const nearEnd = 48

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
 * Keeps the eye where it was: at the end while the person is there, and on the same row when older ones come in above.
 * Scrolling up lets go of the end; sending and the button take hold of it again.
 */
export function useKeepPlace(): Place {
  const viewport = useRef<HTMLElement | null>(null)
  const follows = useRef(true)
  const contentRef = useRef<HTMLDivElement>(null)
  const lastHeight = useRef(0)
  const lastTop = useRef(0)
  const [isAway, setIsAway] = useState(false)
  const ids = useTranscriptIds()
  const isSending = useLiveRun(({ phase }) => phase === 'sending')
  const firstId = useRef(ids[0])

  const goToEnd = useCallback((element: HTMLElement) => {
    element.scrollTop = element.scrollHeight
    // Several moves of one frame give one scroll event: where this one led must be known when it comes.
    lastTop.current = element.scrollTop
  }, [])

  const toLatest = useCallback(() => {
    follows.current = true
    if (viewport.current) goToEnd(viewport.current)
  }, [goToEnd])

  // Attached after the content, which stands inside of it.
  const viewportRef = useCallback(
    (element: HTMLElement | null) => {
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
      const observer =
        typeof ResizeObserver === 'undefined'
          ? null
          : new ResizeObserver(() => {
              if (follows.current) goToEnd(element)
              lastHeight.current = element.scrollHeight
            })
      observer?.observe(element)
      if (contentRef.current) observer?.observe(contentRef.current)
      return () => {
        element.removeEventListener('scroll', onScroll)
        observer?.disconnect()
      }
    },
    [goToEnd],
  )

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
