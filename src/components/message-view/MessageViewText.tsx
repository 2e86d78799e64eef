'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { memo } from 'react'
import type { PartProps } from '../part.js'

export interface MessageViewTextProps extends PartProps<'div'> {
  /** What is said, as plain text. */
  text: string
}

/** Text as it was said: line breaks kept, each paragraph in its own direction, nothing in it interpreted. */
export const MessageViewText = memo(function MessageViewText({
  text,
  render,
  ref,
  ...props
}: MessageViewTextProps) {
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    props: mergeProps<'div'>({ className: 'ra-text', dir: 'auto', children: text }, props),
  })
})
