'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormDeadlineProps extends PartProps<'time'> {}

/** Until when the run can be answered, in the person's own time; nothing on a server that never expires a run. */
export function ToolOutputFormDeadline({ render, ref, ...props }: ToolOutputFormDeadlineProps) {
  const { ask: words } = useLabels()
  const { ask, state } = useAskView()
  const expiresAt = ask.run.expires_at ?? null
  const date = new Date((expiresAt ?? 0) * 1_000)
  return useRender({
    defaultTagName: 'time',
    render,
    ref,
    enabled: expiresAt !== null && state !== 'over',
    props: mergeProps<'time'>(
      {
        className: 'ra-quiet',
        dateTime: date.toISOString(),
        children: words.answerBy(date.toLocaleTimeString(undefined, { timeStyle: 'medium' })),
      },
      props,
    ),
  })
}
