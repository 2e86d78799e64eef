'use client'

import { type Urgency, useThreadState, useTimeLeft } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormDeadlineProps extends PartProps<'time', { urgency: Urgency }> {}

/**
 * Until when the run can be answered, by the clock that the person sees, and how much time that leaves by the server's;
 * nothing on a server that never expires a run.
 */
export function ToolOutputFormDeadline(props: ToolOutputFormDeadlineProps) {
  const { ask: words } = useLabels()
  const { ask, state } = useAskView()
  const urgency = useThreadState((thread) => thread.urgency)
  const { left, until } = useTimeLeft(ask)
  const date = new Date(until)
  // What no calendar holds is no deadline.
  const isKnown = !Number.isNaN(date.getTime())
  const seconds = Math.ceil(left / 1_000)
  return usePart('time', props, {
    isThere: isKnown && state !== 'over',
    state: { urgency },
    className: 'ra-quiet ra-deadline',
    dateTime: isKnown ? date.toISOString() : undefined,
    children: isKnown && (
      <>
        {words.answerBy(date.toLocaleTimeString(undefined, { timeStyle: 'medium' }))}{' '}
        <span className="ra-time-left">
          {seconds > 0 ? words.timeLeft(Math.floor(seconds / 60), seconds % 60) : words.timeUp}
        </span>
      </>
    ),
  })
}
