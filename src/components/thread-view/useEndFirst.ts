'use client'

import { startTransition, useEffect, useState } from 'react'

/** Rows that fill any viewport. */
const atOnce = 30
/** A thread of so few is drawn in one go: to look at the rows in sight once more costs more than the others do. */
const fewMost = 2 * atOnce

const firstOf = (ids: readonly string[]): string | null =>
  ids.length > fewMost ? (ids.at(-atOnce) ?? null) : null

/**
 * Where the rows begin that are drawn: a thread that opens begins with its end, and what stands before that follows
 * without holding up whoever types already, each time some more than before.
 *
 * @param opened counts the threads that were opened
 * @param isWhole nothing may be missing: from the first moment, or from now on
 */
export function useEndFirst(ids: readonly string[], opened: number, isWhole: boolean): number {
  const [drawn, setDrawn] = useState<{ opened: number; first: string | null }>({
    opened: 0,
    first: null,
  })
  const isNew = drawn.opened !== opened
  const first = isWhole ? null : isNew ? firstOf(ids) : drawn.first
  if (isNew || first !== drawn.first) setDrawn({ opened, first })
  useEffect(() => {
    if (first === null) return
    const more = 4 * (ids.length - ids.indexOf(first))
    const next = { opened, first: ids.at(-more) ?? null }
    startTransition(() => setDrawn((known) => (known.first === first ? next : known)))
  }, [first, opened, ids])
  return first === null ? 0 : Math.max(0, ids.indexOf(first))
}
