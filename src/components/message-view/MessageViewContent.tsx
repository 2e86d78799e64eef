'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { MessageContent } from '../../api/index.js'
import type { TranscriptRow } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { MessageViewFile } from './MessageViewFile.js'
import { MessageViewImage } from './MessageViewImage.js'
import { MessageViewText } from './MessageViewText.js'
import { useRow } from './RowContext.js'

export interface MessageViewContentProps extends PartProps<'div'> {}

/** All that a message holds, part by part, and its files. */
export function MessageViewContent({ render, ref, ...props }: MessageViewContentProps) {
  const row = useRow()
  const parts = contentOf(row)
  const files = row.kind === 'message' ? (row.message.attachments ?? []) : []
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    props: mergeProps<'div'>(
      {
        className: 'ra-message-content',
        children: (
          <>
            {parts.map((part, index) => (
              // Parts are known by their index on the wire, too.
              <ContentPart key={index} part={part} />
            ))}
            {files.map(({ file_id }) => (
              <MessageViewFile key={file_id} fileId={file_id} />
            ))}
          </>
        ),
      },
      props,
    ),
  })
}

function contentOf(row: TranscriptRow): MessageContent[] {
  if (row.kind === 'message') return row.message.content
  const { content } = row.send.input
  if (typeof content === 'string')
    return [{ type: 'text', text: { value: content, annotations: [] } }]
  return content.map((part) =>
    part.type === 'text' ? { type: 'text', text: { value: part.text, annotations: [] } } : part,
  )
}

function ContentPart({ part }: { part: MessageContent }) {
  const { message } = useLabels()
  switch (part.type) {
    case 'text':
      return <MessageViewText text={part.text.value} />
    case 'refusal':
      return (
        <div className="ra-refusal">
          <p className="ra-quiet">{message.refusal}</p>
          <MessageViewText text={part.refusal} />
        </div>
      )
    case 'image_file':
      return <MessageViewImage fileId={part.image_file.file_id} />
    case 'image_url':
      return <MessageViewImage url={part.image_url.url} />
    default:
      return <p className="ra-quiet">{message.unknownPart}</p>
  }
}
