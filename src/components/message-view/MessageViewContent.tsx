'use client'

import type { MessageContent } from '../../api/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { contentOf, filesOf } from './contentOf.js'
import { MessageViewFile } from './MessageViewFile.js'
import { MessageViewImage } from './MessageViewImage.js'
import { MessageViewText, type MessageViewTextProps } from './MessageViewText.js'
import { MessageViewSources } from './MessageViewSources.js'
import { LiveContext, useRow } from './RowContext.js'
import { MarksContext, useSources } from './SourcesContext.js'
import { annotationsOf } from './sourcesOf.js'

type TextOptions = Pick<MessageViewTextProps, 'format' | 'markdown'>

export interface MessageViewContentProps extends PartProps<'div'>, TextOptions {
  /** How text is read. @default Markdown for what an assistant said, as it was typed for what a person did */
  format?: TextOptions['format']
}

/** All that a message holds, part by part, and its files. */
export function MessageViewContent({ format, markdown, ...props }: MessageViewContentProps) {
  const row = useRow()
  const parts = row ? contentOf(row) : []
  const isLive = row?.kind === 'message' && row.isLive
  const isSaid = row?.kind === 'message' && row.message.role === 'assistant'
  const options = { format: format ?? (isSaid ? 'markdown' : 'plain'), markdown } as const
  const sources = useSources()
  const element = usePart('div', props, {
    className: 'ra-message-content',
    children: (
      <>
        {parts.map((part, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- by their index they are known on the wire, too
          <MarksContext key={index} value={sources.at[index] ?? null}>
            <ContentPart part={part} isLive={isLive && index === parts.length - 1} {...options} />
          </MarksContext>
        ))}
        <MessageViewSources />
        {(row ? filesOf(row) : []).map((fileId) => (
          <MessageViewFile key={fileId} fileId={fileId} />
        ))}
      </>
    ),
  })
  return <LiveContext value={isLive}>{element}</LiveContext>
}

interface ContentPartProps extends TextOptions {
  part: MessageContent
  isLive: boolean
}

function ContentPart({ part, ...options }: ContentPartProps) {
  const { message } = useLabels()
  switch (part.type) {
    case 'text':
      return (
        <MessageViewText text={part.text.value} annotations={annotationsOf(part)} {...options} />
      )
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
