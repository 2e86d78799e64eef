'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useCallView } from './AskContext.js'

export interface ToolOutputFormRefusalProps extends PartProps<'p'> {}

/** Why the person may not answer a call, in the words of the app's `canAnswer`; nothing where they may. */
export function ToolOutputFormRefusal({ render, ref, ...props }: ToolOutputFormRefusalProps) {
  const { ask: words } = useLabels()
  const { refusal } = useCallView()
  return useRender({
    defaultTagName: 'p',
    render,
    ref,
    enabled: refusal !== null,
    props: mergeProps<'p'>(
      { className: 'ra-refusal', children: refusal !== null && words.notAllowed(refusal) },
      props,
    ),
  })
}
