'use client'

import { useContext } from 'react'
import { useShownMessages, useTranscriptIds } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { tailMark } from './anchor.js'
import { KeepRows } from './KeepRows.js'
import { PlaceContext } from './PlaceContext.js'
import { type DrawRow, drawMessage, ThreadViewRow } from './ThreadViewRow.js'
import { useCut } from './useCut.js'

export interface ThreadViewMessagesProps extends Omit<PartProps<'div'>, 'children'> {
  /** Draws one row; keep the function the same from render to render. @default a `MessageView.Root` */
  children?: DrawRow
}

/**
 * All messages that are loaded, oldest first. In a thread of more than some 300, those that are far from what is in
 * sight are not in the document. Not a live region: the run's label speaks for it.
 */
export function ThreadViewMessages({
  children: draw = drawMessage,
  ...props
}: ThreadViewMessagesProps) {
  const { thread } = useLabels()
  const ids = useTranscriptIds()
  const { hasNextPage, hasPreviousPage } = useShownMessages()
  const { place, sought, isMarked = false } = useContext(PlaceContext) ?? {}
  const { shownFrom, window, onRows } = useCut(ids, place, hasPreviousPage)
  const count = hasNextPage || hasPreviousPage ? -1 : ids.length
  return usePart('div', props, {
    className: 'ra-messages',
    role: 'log',
    'aria-live': 'off',
    'aria-label': thread.label,
    children: (
      <KeepRows place={place} onRows={onRows}>
        {window && place && (
          <window.Window
            key={window.opened}
            ids={ids.slice(0, shownFrom)}
            count={count}
            draw={draw}
            place={place}
            isMarked={isMarked}
            rowHeight={window.rowHeight}
            margin={window.margin}
            isNear={window.isShort}
          />
        )}
        <div {...{ [tailMark]: '' }}>
          {ids.slice(shownFrom).map((id, at) => (
            <ThreadViewRow
              key={id}
              id={id}
              index={shownFrom + at}
              count={count}
              isSought={id === sought}
              isMarked={isMarked && id === sought}
              draw={draw}
            />
          ))}
        </div>
      </KeepRows>
    ),
  })
}
