'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { memo } from 'react'
import { Markdown } from '../markdown/Markdown.js'
import type { MarkdownOptions } from '../markdown/MarkdownOptions.js'
import type { PartProps } from '../part.js'

export interface MessageViewTextProps extends PartProps<'div'> {
  /** What is said. */
  text: string
  /** Whether it is read as Markdown or shown as it was typed. @default 'plain' */
  format?: 'markdown' | 'plain' | undefined
  /** It still grows, so what is only half written is shown as if it were complete. @default false */
  isLive?: boolean | undefined
  /** What the app decides about Markdown. Keep the same object from render to render. */
  markdown?: MarkdownOptions | undefined
}

/**
 * What was said, each paragraph in its own direction. As plain text, line breaks are kept and nothing in it is
 * interpreted; as Markdown, nothing in it is asked of anybody and no HTML is made of it.
 */
export const MessageViewText = memo(function MessageViewText({
  text,
  format = 'plain',
  isLive = false,
  markdown,
  render,
  ref,
  ...props
}: MessageViewTextProps) {
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    state: { format },
    props: mergeProps<'div'>(
      {
        className: 'ra-text',
        // As Markdown, each block has its own.
        dir: format === 'markdown' ? undefined : 'auto',
        children:
          format === 'markdown' ? (
            <Markdown text={text} isLive={isLive} {...(markdown && { options: markdown })} />
          ) : (
            text
          ),
      },
      props,
    ),
  })
})
