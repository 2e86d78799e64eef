'use client'

import { useEffect, useState } from 'react'
import { isApiError, systemClock } from '../../api/index.js'
import { useRunSettings } from '../../run/index.js'

/** Whether the server asked for more time than has passed since it said so. */
export function useIsEarly(error: Error | null): boolean {
  const { clock = systemClock } = useRunSettings()
  const until = isApiError(error) && error.status === 429 ? (error.retryAt ?? 0) : 0
  const [over, setOver] = useState(0)
  const isEarly = until > over && until > clock.now()
  useEffect(
    () => (isEarly ? clock.after(until - clock.now(), () => setOver(until)) : undefined),
    [isEarly, until, clock],
  )
  return isEarly
}
