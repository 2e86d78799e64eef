import { memo, type ReactNode } from 'react'
import { MessageViewRoot } from '../message-view/MessageViewRoot.js'

/** Where a row stands. */
export interface RowPosition {
  /** From 0, in the order of reading. */
  index: number
  /** How many rows the thread has; -1 while older messages are not loaded, or newer ones. */
  count: number
  /** The person was led to it. */
  isSought?: boolean
}

/** Draws one row. */
export type DrawRow = (id: string, position: RowPosition) => ReactNode

export const drawMessage: DrawRow = (id, { index, count, isSought }) => (
  <MessageViewRoot
    id={id}
    aria-posinset={index + 1}
    aria-setsize={count}
    aria-current={isSought || undefined}
  />
)

export interface ThreadViewRowProps extends RowPosition {
  id: string
  draw: DrawRow
  /** The person was led to it a moment ago. */
  isMarked?: boolean
}

/** One row: told of its place only, so that it is drawn anew when that changes. */
export const ThreadViewRow = memo(function ThreadViewRow({
  id,
  index,
  count,
  isSought = false,
  isMarked = false,
  draw,
}: ThreadViewRowProps) {
  return (
    <div className="ra-row" data-row={id} data-sought={isMarked || undefined}>
      {draw(id, { index, count, isSought })}
    </div>
  )
})
