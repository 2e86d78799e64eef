'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useTranscriptMessage } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { MessageViewContent } from './MessageViewContent.js'
import { MessageViewOutcome } from './MessageViewOutcome.js'
import { RowContext } from './RowContext.js'

export interface MessageViewRootProps extends Omit<PartProps<'article'>, 'id'> {
  /** The row's id, from `useTranscriptIds`. */
  id: string
}

/** One message, or what was sent and is on its way; renders again only when this one changes. */
export function MessageViewRoot({ id, render, ref, ...props }: MessageViewRootProps) {
  const labels = useLabels()
  const row = useTranscriptMessage(id)
  const message = row?.kind === 'message' ? row.message : undefined
  const role = message?.role ?? 'user'
  const element = useRender({
    defaultTagName: 'article',
    render,
    ref,
    enabled: row !== undefined,
    state: {
      role,
      state: row?.kind === 'pending' ? row.send.state : row?.isLive ? 'live' : 'settled',
      status: message?.status ?? undefined,
    },
    props: mergeProps<'article'>(
      {
        className: 'ra-message',
        'aria-label': labels.message[role],
        children: (
          <>
            <MessageViewContent />
            <MessageViewOutcome />
          </>
        ),
      },
      props,
    ),
  })
  return row && <RowContext value={row}>{element}</RowContext>
}
