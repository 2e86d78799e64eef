'use client'

import { useComposerDraft, useThreadAssistantId } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerSendProps extends PartProps<'button', { empty: boolean }> {}

/**
 * Sends what was written. It stays in reach of the keyboard when there is nothing to send yet. When sending fails, the
 * message is a row that says why, and can be sent again or taken back there: `MessageView.Outcome`.
 */
export function ComposerSend(props: ComposerSendProps) {
  useComposer()
  const { composer } = useLabels()
  const [text] = useComposerDraft()
  const canSend = useThreadAssistantId() !== undefined
  return usePart('button', props, {
    state: { empty: text.trim() === '' },
    className: 'ra-button ra-button-primary',
    type: 'submit',
    'aria-disabled': !canSend || text.trim() === '',
    title: canSend ? undefined : composer.noAssistant,
    children: composer.send,
  })
}
