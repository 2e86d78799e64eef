'use client'

import type { ReactNode } from 'react'
import { type CallState, useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { explainError, type Labels, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useAskView, useCallView } from './AskContext.js'

export interface ToolOutputFormAutomaticProps extends PartProps<
  'div',
  { automatic: CallState['state'] | undefined }
> {}

/**
 * How a call stands that runs by itself: how far it is, what came of it, why it failed; with what the person can do
 * about it. Says, too, that a call is left unanswered. Nothing for a call that a person answers.
 */
export function ToolOutputFormAutomatic(props: ToolOutputFormAutomaticProps) {
  const labels = useLabels()
  const { automatic } = useCallView()
  return usePart('div', props, {
    ref: handOver,
    isThere: automatic !== undefined,
    state: { automatic: automatic?.state },
    className: 'ra-automatic',
    children: automatic && (
      <>
        <CallStatus automatic={automatic} labels={labels} />
        <CallAct automatic={automatic} words={labels.ask} />
      </>
    ),
  })
}

function CallStatus({ automatic, labels }: { automatic: CallState; labels: Labels }): ReactNode {
  const { ask: words } = labels
  const { name } = useCallView()
  switch (automatic.state) {
    case 'running': {
      const { fraction, note } = automatic.progress ?? {}
      return (
        <>
          <p className="ra-quiet" dir="auto">
            {note ?? words.running}
          </p>
          <progress aria-label={words.progress(name)} max={1} value={fraction} />
        </>
      )
    }
    case 'done':
      return automatic.error ? (
        <p className="ra-fault">{words.failed(explainError(automatic.error, labels))}</p>
      ) : (
        <p>
          <span className="ra-quiet">{words.done}</span> <bdi>{automatic.output}</bdi>
        </p>
      )
    case 'handed-over':
      return <p>{words.handedOver(explainError(automatic.error, labels))}</p>
    default:
      return <p className="ra-quiet">{words.skipped}</p>
  }
}

function CallAct({ automatic, words }: { automatic: CallState; words: Labels['ask'] }): ReactNode {
  const { retryCall, stopCall } = useRunController()
  const { state } = useAskView()
  const { call } = useCallView()
  const isFailed =
    automatic.state === 'handed-over' || (automatic.state === 'done' && automatic.error)
  if (state !== 'open' || (automatic.state !== 'running' && !isFailed)) return null
  const [act, label] = isFailed ? [retryCall, words.retryCall] : [stopCall, words.stopCall]
  return (
    <button ref={handOver} type="button" className="ra-button" onClick={() => act(call.id)}>
      {label}
    </button>
  )
}
