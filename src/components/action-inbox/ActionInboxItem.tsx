'use client'

import { ownOf, type PendingAction, useRunSettings } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { actionKey, useInbox } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxItemProps extends PartProps<
  'li',
  { current: boolean; urgent: boolean }
> {
  /** The run to show, one of `usePendingActions`. */
  action: PendingAction
}

/** One run that waits: what it asks, in which thread, and until when. Pressing it opens its thread. */
export function ActionInboxItem({ action, ...props }: ActionInboxItemProps) {
  const words = useInboxLabels()
  const { ask } = useLabels()
  const { current, setCurrent, open } = useInbox()
  const { tools } = useRunSettings()
  const key = actionKey(action)
  const { title, toolCalls, expiresAt, isUrgent } = action
  const names = new Set(
    toolCalls.map(({ function: { name } }) => ownOf(tools, name)?.label ?? name),
  )
  const until = new Date(expiresAt ?? NaN)
  return usePart('li', props, {
    ref: handOver,
    state: { current: key === current, urgent: isUrgent },
    className: 'ra-inbox-item',
    children: (
      <button
        type="button"
        tabIndex={key === current ? 0 : -1}
        onFocus={() => setCurrent(key)}
        onClick={() => open(action)}
      >
        <span className="ra-inbox-tools">
          <bdi>{[...names].join(', ')}</bdi>
          {toolCalls.length > 1 && (
            <span className="ra-quiet"> {words.questions(toolCalls.length)}</span>
          )}
        </span>{' '}
        <bdi className="ra-quiet">{title ?? words.untitled}</bdi>{' '}
        {!Number.isNaN(until.getTime()) && (
          <time className="ra-quiet" dateTime={until.toISOString()}>
            {isUrgent && <strong className="ra-stuck">{words.urgent}</strong>}{' '}
            {ask.answerBy(until.toLocaleTimeString(undefined, { timeStyle: 'short' }))}
          </time>
        )}
      </button>
    ),
  })
}
