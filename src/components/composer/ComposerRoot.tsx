'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { FormEvent } from 'react'
import { useRunController, useThreadAssistantId } from '../../run/index.js'
import type { PartProps } from '../part.js'
import { ComposerContext } from './ComposerContext.js'

export interface ComposerRootProps extends PartProps<'form'> {}

/**
 * Where a message is written: around its input and Send. Sending is `createMessage`, then `createRun`. What is written
 * is kept until it was sent; a message that could not be sent keeps its row, with a way to send it again.
 */
export function ComposerRoot({ render, ref, ...props }: ComposerRootProps) {
  const { send, drafts } = useRunController()
  const canSend = useThreadAssistantId() !== undefined
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    // The draft as it is this instant: a second Enter in the same moment finds it empty.
    const text = drafts.store.getState().composer
    if (!canSend || text.trim() === '') return
    send(text)
    drafts.setComposer('')
  }
  const element = useRender({
    defaultTagName: 'form',
    render,
    ref,
    props: mergeProps<'form'>({ className: 'ra-composer', onSubmit }, props),
  })
  return <ComposerContext value>{element}</ComposerContext>
}
