'use client'

import { useRunController, useThreadState } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { usePlace } from './PlaceContext.js'

export interface ThreadViewToLatestProps extends PartProps<
  'button',
  { unseen: number | undefined; news: boolean; loading: boolean }
> {}

/**
 * Back to the end, while it is out of sight; tells how many messages have come there since it was left. From around a
 * message, it loads the latest ones by `listMessages`, and tells only whether there are new ones.
 */
export function ThreadViewToLatest(props: ThreadViewToLatestProps) {
  const { thread } = useLabels()
  const { place, isAway, unseen } = usePlace()
  const controller = useRunController()
  const isAround = useThreadState(({ around }) => around !== null)
  const hasNews = useThreadState((state) => state.hasNews)
  const isLoading = useThreadState(
    ({ sought }) => sought?.messageId === null && sought.state === 'loading',
  )
  const words = unseen > 0 ? thread.newMessages(unseen) : hasNews ? thread.someNew : thread.toLatest
  return usePart('button', props, {
    isThere: isAway,
    state: { unseen: unseen || undefined, news: hasNews, loading: isLoading },
    className: 'ra-button ra-to-latest',
    type: 'button',
    onClick: () => {
      // The button goes, and the focus must not go with it.
      place.read().viewport?.focus({ preventScroll: true })
      if (isAround) controller.goToLatest()
      else place.toLatest()
    },
    'aria-disabled': isLoading,
    children: isLoading ? thread.loading : words,
  })
}
