'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useComposerDraft, useThreadAssistantId } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerSendProps extends PartProps<'button', { empty: boolean }> {}

/**
 * Sends what was written. It stays in reach of the keyboard when there is nothing to send yet. When sending fails, the
 * message is a row that says why, and can be sent again or taken back there: `MessageView.Outcome`.
 */
export function ComposerSend({ render, ref, ...props }: ComposerSendProps) {
  useComposer()
  const { composer } = useLabels()
  const [text] = useComposerDraft()
  const canSend = useThreadAssistantId() !== undefined
  return useRender({
    defaultTagName: 'button',
    render,
    ref,
    state: { empty: text.trim() === '' },
    props: mergeProps<'button'>(
      {
        className: 'ra-button ra-button-primary',
        type: 'submit',
        'aria-disabled': !canSend || text.trim() === '',
        title: canSend ? undefined : composer.noAssistant,
        children: composer.send,
      },
      props,
    ),
  })
}
