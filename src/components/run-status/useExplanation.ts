'use client'

import { useMemo } from 'react'
import { explainRun, type RunExplanation, useLiveRun } from '../../run/index.js'

/** The end of the run on screen, explained; null while there is none. */
export function useExplanation(): RunExplanation | null {
  const run = useLiveRun((live) => (live.phase === 'settled' ? live.run : null))
  // Before the end their every change would be one for nothing.
  const messages = useLiveRun((live) => (live.phase === 'settled' ? live.messages : null))
  const steps = useLiveRun((live) => (live.phase === 'settled' ? live.steps : null))
  return useMemo(
    () => run && explainRun(run, { messages: messages ?? [], steps: steps ?? [] }),
    [run, messages, steps],
  )
}
