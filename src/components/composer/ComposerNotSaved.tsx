'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useIsSaved } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerNotSavedProps extends PartProps<'p'> {}

/** Says that what is written is not kept on this device, and goes with the page; nothing while everything is kept. */
export function ComposerNotSaved({ render, ref, ...props }: ComposerNotSavedProps) {
  useComposer()
  const { composer } = useLabels()
  const isSaved = useIsSaved()
  return useRender({
    defaultTagName: 'p',
    render,
    ref,
    enabled: !isSaved,
    props: mergeProps<'p'>(
      { className: 'ra-quiet ra-not-saved', children: composer.notSaved },
      props,
    ),
  })
}
