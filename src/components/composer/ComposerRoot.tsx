'use client'

import type { FormEvent } from 'react'
import {
  useRunController,
  useThreadAssistantId,
  useThreadWhenBusy,
  type WhenBusy,
} from '../../run/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { goTo } from '../places.js'
import { ComposerContext } from './ComposerContext.js'

export interface ComposerRootProps extends PartProps<'form'> {
  /** What becomes of what is sent while a run holds the thread. @default that of the thread around it, which is 'wait' */
  whenBusy?: WhenBusy
}

/**
 * Where a message is written: around its input and Send. Sending is `createMessage`, then `createRun`. What is written
 * is kept until it was sent; a message that could not be sent keeps its row, with a way to send it again.
 */
export function ComposerRoot({ whenBusy: own, ...props }: ComposerRootProps) {
  const controller = useRunController()
  const canSend = useThreadAssistantId() !== undefined
  const ofThread = useThreadWhenBusy()
  const whenBusy = own ?? ofThread
  const submit = (how: WhenBusy) => {
    const { send, drafts, store } = controller
    // The draft as it is this instant: a second Enter in the same moment finds it empty.
    const text = drafts.store.getState().composer
    if (!canSend || text.trim() === '') return
    const isAsked = store.getState().live.phase === 'asking'
    if (how === 'answer' && isAsked && goTo(controller, 'ask')) return
    send(text, { whenBusy: how })
    drafts.setComposer('')
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    submit(whenBusy)
  }
  const element = usePart('form', props, {
    className: 'ra-composer',
    onSubmit,
  })
  return <ComposerContext value={{ whenBusy, submit }}>{element}</ComposerContext>
}
