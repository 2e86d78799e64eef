'use client'

import {
  useLiveRun,
  useRunController,
  useThreadAssistantId,
  useThreadState,
  useTranscriptIds,
  useTranscriptMessage,
} from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface RunStatusUnansweredProps extends PartProps<'p'> {}

/**
 * Says that the newest message is the person's own and that no run answers it, as after a crash between the two, and
 * offers to ask for an answer by `createRun`. Nothing runs by itself. When that fails, `RunStatus.Error` says why, and
 * `RunStatus.Retry` is the way on.
 */
export function RunStatusUnanswered(props: RunStatusUnansweredProps) {
  // While a run goes on its words are the newest row, and nothing here reads along.
  const isQuiet = useLiveRun(
    ({ phase, run }) => phase === 'idle' || (phase === 'settled' && run.status === 'completed'),
  )
  const isKnown = useThreadState(
    ({ isCaughtUp, pending }) => isCaughtUp && pending.every(({ state }) => state === 'accepted'),
  )
  return isQuiet && isKnown ? <Unanswered {...props} /> : null
}

function Unanswered(props: RunStatusUnansweredProps) {
  const { run: words, composer } = useLabels()
  const { answer } = useRunController()
  const canAnswer = useThreadAssistantId() !== undefined
  const newest = useTranscriptMessage(useTranscriptIds().at(-1) ?? '')
  const message = newest?.kind === 'message' ? newest.message : undefined
  const answeredAt = useLiveRun(({ run }) => run?.created_at ?? -Infinity)
  return usePart('p', props, {
    ref: handOver,
    isThere: message?.role === 'user' && answeredAt <= message.created_at,
    className: 'ra-unanswered',
    children: (
      <>
        {words.unanswered}{' '}
        <button
          type="button"
          className="ra-button"
          aria-disabled={!canAnswer}
          title={canAnswer ? undefined : composer.noAssistant}
          onClick={() => {
            if (canAnswer) answer()
          }}
        >
          {words.answer}
        </button>
      </>
    ),
  })
}
