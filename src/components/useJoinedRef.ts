'use client'

import { type Ref, type RefCallback, useCallback } from 'react'

/** Of whatever kind of element: each part knows its own. */
export type AnyRef = Ref<Element> | undefined

/** One ref that fills up to three with its element, in their order, and empties them when it goes. */
export const useJoinedRef = (first: AnyRef, second: AnyRef, third: AnyRef): RefCallback<Element> =>
  useCallback(
    (element: Element | null) => {
      const leaves = [first, second, third].map((ref) => fill(ref, element))
      return () => {
        for (const leave of leaves) leave?.()
      }
    },
    [first, second, third],
  )

function fill(ref: AnyRef, element: Element | null): (() => void) | undefined {
  if (!ref) return undefined
  if (typeof ref !== 'function') {
    ref.current = element
    return () => {
      ref.current = null
    }
  }
  const leave = ref(element)
  return typeof leave === 'function' ? leave : () => void ref(null)
}
