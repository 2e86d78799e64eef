'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { MessageContent } from '../../api/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { contentOf, filesOf } from './contentOf.js'
import { MessageViewFile } from './MessageViewFile.js'
import { MessageViewImage } from './MessageViewImage.js'
import { MessageViewText } from './MessageViewText.js'
import { useRow } from './RowContext.js'

export interface MessageViewContentProps extends PartProps<'div'> {}

/** All that a message holds, part by part, and its files. */
export function MessageViewContent({ render, ref, ...props }: MessageViewContentProps) {
  const row = useRow()
  const parts = contentOf(row)
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
              // oxlint-disable-next-line react/no-array-index-key -- by their index they are known on the wire, too
              <ContentPart key={index} part={part} />
            ))}
            {filesOf(row).map((fileId) => (
              <MessageViewFile key={fileId} fileId={fileId} />
            ))}
          </>
        ),
      },
      props,
    ),
  })
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
