'use client'

import { parseArguments } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { ArgumentList } from './ArgumentList.js'
import { useCallView } from './AskContext.js'

export interface ToolOutputFormArgumentsProps extends PartProps<'div'> {}

/** What the model asks with: name by name, or its own words where they are no JSON. */
export function ToolOutputFormArguments(props: ToolOutputFormArgumentsProps) {
  const { ask } = useLabels()
  const { call } = useCallView()
  const parsed = parseArguments(call)
  const children = !parsed.ok ? (
    <>
      <p className="ra-quiet">{ask.badArguments}</p>
      <pre className="ra-code">{parsed.raw}</pre>
    </>
  ) : Object.keys(parsed.value).length === 0 ? (
    <p className="ra-quiet">{ask.noArguments}</p>
  ) : (
    <ArgumentList of={parsed.value} />
  )
  return usePart('div', props, {
    children,
  })
}
