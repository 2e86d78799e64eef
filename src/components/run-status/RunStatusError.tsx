'use client'

import { type Again, type RunCause, useLiveRun, useThreadState } from '../../run/index.js'
import { explainError, type Labels, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useExplanation } from './useExplanation.js'

export interface RunStatusErrorProps extends PartProps<
  'p',
  { cause: RunCause | undefined; again: Again | undefined }
> {}

/**
 * Why a run did not end well or could not be stopped, and what to do next; nothing while all is well. An end has its
 * `data-cause` and whether trying again helps in `data-again`.
 */
export function RunStatusError(props: RunStatusErrorProps) {
  const labels = useLabels()
  const end = useExplanation()
  const error = useLiveRun((live) => (live.phase === 'failed' ? live.error : null))
  const trouble = useThreadState((state) => state.trouble)
  const isTrouble = trouble?.act === 'stop' || trouble?.act === 'call'
  const message = isTrouble
    ? `${labels.run[trouble.act === 'stop' ? 'stopFailed' : 'callFailed']} ${explainError(trouble.error, labels)}`
    : error
      ? explainError(error, labels)
      : end && wordsOf(end, labels)
  return usePart('p', props, {
    isThere: Boolean(message),
    state: { cause: end?.cause, again: end?.again },
    className: 'ra-run-status-error',
    // Who stopped it knows.
    role: end?.cause === 'cancelled' && !isTrouble ? undefined : 'alert',
    children: message,
  })
}

/** The cause of an end and the next step; null when there is nothing to explain. */
function wordsOf(
  { cause, said }: NonNullable<ReturnType<typeof useExplanation>>,
  { run: { causes }, errors }: Labels,
): string | null {
  const known: Readonly<Record<string, string>> = causes
  const words = known[cause]
  if (words === undefined) return null
  return said ? `${words} ${errors.said(said)}` : words
}
