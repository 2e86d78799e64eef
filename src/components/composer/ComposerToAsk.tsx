'use client'

import { useLiveRun, useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { goTo } from '../places.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerToAskProps extends PartProps<'button'> {}

/** Leads to the first empty field of what the run asks; there while it asks. What is written stays. */
export function ComposerToAsk(props: ComposerToAskProps) {
  useComposer()
  const controller = useRunController()
  const { composer } = useLabels()
  const isAsked = useLiveRun(({ phase }) => phase === 'asking')
  return usePart('button', props, {
    ref: handOver,
    isThere: isAsked,
    className: 'ra-button',
    type: 'button',
    onClick: () => void goTo(controller, 'ask'),
    children: composer.toAsk,
  })
}
