'use client'

import type { MouseEvent } from 'react'
import { useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormUndoProps extends PartProps<'button'> {}

/** Takes back answers that are held for a while before they are sent; nothing was sent. There while they are. */
export function ToolOutputFormUndo(props: ToolOutputFormUndoProps) {
  const { ask: words } = useLabels()
  const { state } = useAskView()
  const { undo } = useRunController()
  const onClick = ({ currentTarget: { form } }: MouseEvent<HTMLButtonElement>) => {
    undo()
    // This button goes: the one that brought it is where the person goes on.
    form?.querySelector<HTMLElement>('[type=submit]')?.focus()
  }
  return usePart('button', props, {
    ref: handOver,
    isThere: state === 'held',
    className: 'ra-button ra-undo',
    type: 'button',
    onClick,
    children: words.undo,
  })
}
