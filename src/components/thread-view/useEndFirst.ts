'use client'

import { startTransition, useEffect, useState } from 'react'

/** Rows that fill any viewport. */
const atOnce = 30
/** Rows that come before them, each time nothing else is to be done. */
const further = 30

/**
 * Where the rows begin that are drawn: a thread that opens begins with its end, and what stands before that follows
 * without holding up whoever types already.
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
  const first = isWhole ? null : isNew ? (ids.at(-atOnce) ?? null) : drawn.first
  if (isNew || first !== drawn.first) setDrawn({ opened, first })
  const at = first === null ? 0 : Math.max(0, ids.indexOf(first))
  useEffect(() => {
    if (first === null) return
    const next = ids[at - further] ?? null
    startTransition(() =>
      setDrawn((known) => (known.first === first ? { opened, first: next } : known)),
    )
  }, [first, opened, ids, at])
  return at
}
