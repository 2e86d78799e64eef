'use client'

import { useIsSaved } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerNotSavedProps extends PartProps<'p'> {}

/** Says that what is written is not kept on this device, and goes with the page; nothing while everything is kept. */
export function ComposerNotSaved(props: ComposerNotSavedProps) {
  useComposer()
  const { composer } = useLabels()
  const isSaved = useIsSaved()
  return usePart('p', props, {
    isThere: !isSaved,
    className: 'ra-quiet ra-not-saved',
    children: composer.notSaved,
  })
}
