'use client'

import { useShownMessages, useTranscriptIds } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { explainError, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface ThreadViewEmptyProps extends PartProps<
  'div',
  { state: 'loading' | 'failed' | 'empty' }
> {}

/**
 * What stands in place of messages while there are none: a greeting, the wait, or why `listMessages` failed, with a
 * way to load them again.
 */
export function ThreadViewEmpty({ children, ...props }: ThreadViewEmptyProps) {
  const labels = useLabels()
  const { thread } = labels
  const ids = useTranscriptIds()
  const { isLoading, error, isFetchPreviousPageError, refetch } = useShownMessages()
  // `ThreadView.Newer` speaks for itself.
  const state = isLoading ? 'loading' : error && !isFetchPreviousPageError ? 'failed' : 'empty'
  const content = {
    loading: thread.loading,
    failed: (
      <>
        <p role="alert">
          {thread.loadFailed}{' '}
          <span className="ra-quiet">{error && explainError(error, labels)}</span>
        </p>
        <button ref={handOver} type="button" className="ra-button" onClick={() => void refetch()}>
          {thread.loadAgain}
        </button>
      </>
    ),
    empty: children ?? thread.empty,
  }[state]
  return usePart('div', props, {
    ref: handOver,
    isThere: ids.length === 0 || state === 'failed',
    state: { state },
    className: 'ra-empty',
    children: content,
  })
}
