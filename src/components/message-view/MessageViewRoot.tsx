'use client'

import { useId, useMemo, useState } from 'react'
import type { Message as Said, MessageContent } from '../../api/index.js'
import { type PendingSend, type TranscriptRow, useTranscriptMessage } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { contentOf } from './contentOf.js'
import { MessageBoundary } from './MessageBoundary.js'
import { MessageViewContent } from './MessageViewContent.js'
import { MessageViewOutcome } from './MessageViewOutcome.js'
import { RowContext } from './RowContext.js'
import { SourcesContext } from './SourcesContext.js'
import { createSourceReader } from './sourcesOf.js'

export interface MessageViewRootProps extends Omit<PartProps<'article', RowState>, 'id'> {
  /** The row's id, from `useTranscriptIds`. */
  id: string
}

/**
 * One message, or what was sent and is on its way; renders again only when this one changes. When something in it
 * throws, this message alone falls back to its plain text, with a note.
 */
export function MessageViewRoot({ id, ...props }: MessageViewRootProps) {
  const row = useTranscriptMessage(id)
  if (!row) return null
  const { render: _render, ref: _ref, children: _children, ...plain } = props
  return (
    <RowContext value={id}>
      {/* A message that grows is not tried at every word: once more when it is complete. */}
      <MessageBoundary
        attempt={row.kind === 'message' && !row.isLive ? row.message : row.kind}
        fallback={<PlainMessage row={row} {...plain} />}
      >
        <Message row={row} {...props} />
      </MessageBoundary>
    </RowContext>
  )
}

/** Always the same, so that a row that only gets another place does not draw what it holds. */
const inside = (
  <>
    <MessageViewContent />
    <MessageViewOutcome />
  </>
)

interface RowProps extends PartProps<'article', RowState> {
  row: TranscriptRow
}

function Message({ row, ...props }: RowProps) {
  const labels = useLabels()
  const { role, ...state } = stateOf(row)
  const id = useId()
  const [readSources] = useState(createSourceReader)
  const found = readSources(contentOf(row))
  const sources = useMemo(
    () => ({ ...found, idOf: (number: number) => `${id}source-${number}` }),
    [found, id],
  )
  const element = usePart('article', props, {
    state: { role, ...state },
    className: 'ra-message',
    'aria-label': labels.message[role],
    children: inside,
  })
  return <SourcesContext value={sources}>{element}</SourcesContext>
}

/** Needs nothing that could throw a second time. */
function PlainMessage({ row, className, ...props }: RowProps) {
  const { message } = useLabels()
  const { role } = stateOf(row)
  return (
    <article
      aria-label={message[role]}
      {...props}
      className={className ? `${className} ra-message` : 'ra-message'}
      data-role={role}
      data-state="broken"
    >
      <div className="ra-message-content">
        <p className="ra-quiet">{message.broken}</p>
        <div className="ra-text" dir="auto">
          {plainTextOf(row)}
        </div>
      </div>
    </article>
  )
}

interface RowState {
  role: Said['role']
  state: PendingSend['state'] | 'live' | 'settled'
  status?: Said['status'] | undefined
}

function stateOf(row: TranscriptRow): RowState {
  if (row.kind === 'pending') return { role: 'user', state: row.send.state }
  const { role, status } = row.message
  return { role, state: row.isLive ? 'live' : 'settled', status: status ?? undefined }
}

/** All that can be read of a message whose content may be of any shape. */
function plainTextOf(row: TranscriptRow): string {
  try {
    return contentOf(row).map(textOf).filter(Boolean).join('\n')
  } catch {
    return ''
  }
}

function textOf(part: MessageContent): string {
  try {
    if (part.type !== 'text') return ''
    const { value }: { value: unknown } = part.text
    return typeof value === 'string' ? value : ''
  } catch {
    return ''
  }
}
