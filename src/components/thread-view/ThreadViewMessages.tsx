'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { memo, type ReactNode } from 'react'
import { useTranscriptIds } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { MessageViewRoot } from '../message-view/MessageViewRoot.js'
import type { PartProps } from '../part.js'

export interface ThreadViewMessagesProps extends Omit<PartProps<'div'>, 'children'> {
  /** Draws one row; keep the function the same from render to render. @default a `MessageView.Root` */
  children?: (id: string, position: { index: number; count: number }) => ReactNode
}

/** All messages that are loaded, oldest first. Not a live region: the run's label speaks for it. */
export function ThreadViewMessages({
  children: draw = drawMessage,
  render,
  ref,
  ...props
}: ThreadViewMessagesProps) {
  const { thread } = useLabels()
  const ids = useTranscriptIds()
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    props: mergeProps<'div'>(
      {
        className: 'ra-messages',
        role: 'log',
        'aria-live': 'off',
        'aria-label': thread.label,
        children: ids.map((id, index) => (
          <Row key={id} id={id} index={index} count={ids.length} draw={draw} />
        )),
      },
      props,
    ),
  })
}

const drawMessage: NonNullable<ThreadViewMessagesProps['children']> = (id, { index, count }) => (
  <MessageViewRoot id={id} aria-posinset={index + 1} aria-setsize={count} />
)

interface RowProps {
  id: string
  index: number
  count: number
  draw: NonNullable<ThreadViewMessagesProps['children']>
}

const Row = memo(function Row({ id, index, count, draw }: RowProps) {
  return draw(id, { index, count })
})
