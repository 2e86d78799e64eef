'use client'

import { memo, useMemo } from 'react'
import type { Annotation } from '../../api/index.js'
import { Markdown } from '../markdown/Markdown.js'
import type { MarkdownOptions } from '../markdown/MarkdownOptions.js'
import { type PartProps, usePart } from '../usePart.js'
import { CitationMark } from './CitationMark.js'
import { MarkedText } from './MarkedText.js'
import { placeAnnotations } from './placeAnnotations.js'

export interface MessageViewTextProps extends PartProps<'div', { format: 'markdown' | 'plain' }> {
  /** What is said. */
  text: string
  /** What in it stands for a source. Keep the same array for as long as it is the same. @default none */
  annotations?: readonly Annotation[] | undefined
  /** Whether it is read as Markdown or shown as it was typed. @default 'plain' */
  format?: 'markdown' | 'plain' | undefined
  /** It still grows, so what is only half written is shown as if it were complete. @default false */
  isLive?: boolean | undefined
  /** What the app decides about Markdown. Keep the same object from render to render. */
  markdown?: MarkdownOptions | undefined
}

const none: readonly Annotation[] = []

/**
 * What was said, each paragraph in its own direction. As plain text, line breaks are kept and nothing in it is
 * interpreted; as Markdown, nothing in it is asked of anybody and no HTML is made of it.
 */
export const MessageViewText = memo(function MessageViewText({
  text,
  annotations = none,
  format = 'plain',
  isLive = false,
  markdown,
  ...props
}: MessageViewTextProps) {
  const placed = useMemo(
    () => placeAnnotations(text, annotations, isLive),
    [text, annotations, isLive],
  )
  return usePart('div', props, {
    state: { format },
    className: 'ra-text',
    // As Markdown, each block has its own.
    dir: format === 'markdown' ? undefined : 'auto',
    children: (
      <>
        {format === 'markdown' ? (
          <Markdown text={placed.text} isLive={isLive} options={markdown} />
        ) : (
          <MarkedText text={placed.text} />
        )}
        {placed.rest.map((index) => (
          <CitationMark key={index} index={index} />
        ))}
      </>
    ),
  })
})
