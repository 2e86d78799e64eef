'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useState } from 'react'
import { useRunController, useRunSettings } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormDeadlineProps extends PartProps<'time'> {}

/**
 * Until when the run can be answered, by the clock that the person sees, however far that is from the server's;
 * nothing on a server that never expires a run.
 */
export function ToolOutputFormDeadline({ render, ref, ...props }: ToolOutputFormDeadlineProps) {
  const { ask: words } = useLabels()
  const { ask, state } = useAskView()
  const { serverNow } = useRunController()
  const { clock } = useRunSettings()
  const { expires_at: expiresAt } = ask.run
  const [apart] = useState(() => serverNow() - (clock?.now() ?? Date.now()))
  const date = new Date(typeof expiresAt === 'number' ? expiresAt * 1_000 - apart : NaN)
  // What no calendar holds is no deadline.
  const isKnown = !Number.isNaN(date.getTime())
  return useRender({
    defaultTagName: 'time',
    render,
    ref,
    enabled: isKnown && state !== 'over',
    props: mergeProps<'time'>(
      {
        className: 'ra-quiet',
        dateTime: isKnown ? date.toISOString() : undefined,
        children: isKnown
          ? words.answerBy(date.toLocaleTimeString(undefined, { timeStyle: 'medium' }))
          : null,
      },
      props,
    ),
  })
}
