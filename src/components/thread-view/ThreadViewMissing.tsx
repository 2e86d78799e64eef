'use client'

import { useRunController, useThreadState } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { explainError, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface ThreadViewMissingProps extends Omit<
  PartProps<'div', { state: string | undefined }>,
  'children'
> {}

/**
 * Says that the message to which the person was to be led is not there, or why `getMessage` or `listMessages` failed, with
 * a way to try again.
 */
export function ThreadViewMissing(props: ThreadViewMissingProps) {
  const labels = useLabels()
  const { thread } = labels
  const controller = useRunController()
  const sought = useThreadState((state) => state.sought)
  const isFailed = sought?.state === 'failed'
  return usePart('div', props, {
    ref: handOver,
    isThere: isFailed || sought?.state === 'missing',
    state: { state: sought?.state },
    className: 'ra-missing',
    children: (
      <>
        <p role="alert">
          {isFailed ? thread.seekFailed : thread.missing}{' '}
          {isFailed && <span className="ra-quiet">{explainError(sought.error, labels)}</span>}
        </p>
        {isFailed && (
          <button
            ref={handOver}
            type="button"
            className="ra-button"
            onClick={() => controller.goTo(sought.messageId, { focus: sought.focus })}
          >
            {thread.seekAgain}
          </button>
        )}
        <button
          ref={handOver}
          type="button"
          className="ra-button"
          onClick={() => controller.dismissSought()}
        >
          {thread.dismiss}
        </button>
      </>
    ),
  })
}
