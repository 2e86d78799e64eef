'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { MouseEvent } from 'react'
import { useRunController } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormUndoProps extends PartProps<'button'> {}

/** Takes back answers that are held for a while before they are sent; nothing was sent. There while they are. */
export function ToolOutputFormUndo({ render, ref, ...props }: ToolOutputFormUndoProps) {
  const { ask: words } = useLabels()
  const { state } = useAskView()
  const { undo } = useRunController()
  const onClick = ({ currentTarget: { form } }: MouseEvent<HTMLButtonElement>) => {
    undo()
    // This button goes: the one that brought it is where the person goes on.
    form?.querySelector<HTMLElement>('[type=submit]')?.focus()
  }
  return useRender({
    defaultTagName: 'button',
    render,
    ref: ref ? [ref, handOver] : handOver,
    enabled: state === 'held',
    props: mergeProps<'button'>(
      { className: 'ra-button ra-undo', type: 'button', onClick, children: words.undo },
      props,
    ),
  })
}
