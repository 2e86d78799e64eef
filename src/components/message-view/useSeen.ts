'use client'

import { useCallback, useState } from 'react'

/** So far from what is on screen, it is close. */
const margin = '200px'

/** Tells once that an element has come close to what is on screen; `ref` goes to the element. */
export function useSeen() {
  const [isSeen, setIsSeen] = useState(false)
  const ref = useCallback((element: Element | null) => {
    if (!element) return undefined
    // Where nobody can tell, it is seen.
    if (typeof IntersectionObserver === 'undefined') {
      setIsSeen(true)
      return undefined
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        setIsSeen(true)
        observer.disconnect()
      },
      // What scrolls inside of the page has a margin of its own.
      { rootMargin: margin, scrollMargin: margin },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { isSeen, ref }
}
