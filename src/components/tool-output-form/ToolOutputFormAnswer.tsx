'use client'

import { type PartProps, usePart } from '../usePart.js'
import { useCallView } from './AskContext.js'
import { OwnUi } from './OwnUi.js'
import { SchemaForm } from './SchemaForm.js'
import { ToolOutputFormField } from './ToolOutputFormField.js'

export interface ToolOutputFormAnswerProps extends PartProps<
  'div',
  { kind: 'own' | 'form' | 'text' }
> {}

/**
 * Where one call is answered: in the app's own UI where the tool brings one, else in a form drawn from its `output`,
 * else in a text field. An own UI that throws gives way to the form, and a form that cannot be loaded to the text field.
 */
export function ToolOutputFormAnswer(props: ToolOutputFormAnswerProps) {
  const { isAsked, tool, schema } = useCallView()
  const draw = tool && 'render' in tool ? tool.render : undefined
  const kind = draw ? 'own' : schema ? 'form' : 'text'
  const field = schema ? <SchemaForm schema={schema} /> : <ToolOutputFormField />
  return usePart('div', props, {
    isThere: isAsked,
    state: { kind },
    className: 'ra-answer',
    children: draw ? <OwnUi draw={draw} schema={schema} instead={field} /> : field,
  })
}
