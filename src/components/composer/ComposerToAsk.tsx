'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useLiveRun, useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { goTo } from '../places.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerToAskProps extends PartProps<'button'> {}

/** Leads to the first empty field of what the run asks; there while it asks. What is written stays. */
export function ComposerToAsk({ render, ref, ...props }: ComposerToAskProps) {
  useComposer()
  const controller = useRunController()
  const { composer } = useLabels()
  const isAsked = useLiveRun(({ phase }) => phase === 'asking')
  return useRender({
    defaultTagName: 'button',
    render,
    ref: ref ? [ref, handOver] : handOver,
    enabled: isAsked,
    props: mergeProps<'button'>(
      {
        className: 'ra-button',
        type: 'button',
        onClick: () => void goTo(controller, 'ask'),
        children: composer.toAsk,
      },
      props,
    ),
  })
}
