'use client'

import { chosenKeys, putValue, typeAt, valueAt } from '../../../schema/index.js'
import { FieldGroup, Option, useControl } from './FieldParts.js'
import { type Narrow, useForm } from './FormContext.js'

/** Several of the values that a schema names. */
export function ManyField(props: Narrow<'multi-choice'>) {
  const { field, path } = props
  const { draft, edit } = useForm()
  const { control, isWritable } = useControl(field, path)
  const chosen = chosenKeys(field.options, valueAt(draft.value, path))
  const toggle = (key: string, isOn: boolean) =>
    edit((before) => {
      const now = chosenKeys(field.options, valueAt(before.value, path))
      // In the order of the schema, whatever the order of the clicks.
      const next = field.options
        .map((option) => option.key)
        .filter((one) => (one === key ? isOn : now.includes(one)))
      return next.length === 0 && !field.isRequired
        ? putValue(before, path, undefined)
        : typeAt(before, path, field, next)
    })
  const { id, ...described } = control
  return (
    <FieldGroup {...props} isLed>
      <div className="ra-options">
        {field.options.map(({ key, label, help }, at) => (
          <Option
            key={key}
            {...described}
            id={at === 0 ? id : undefined}
            type="checkbox"
            label={label}
            help={help}
            isWritable={isWritable}
            checked={chosen.includes(key)}
            onChange={(event) => toggle(key, event.currentTarget.checked)}
          />
        ))}
      </div>
    </FieldGroup>
  )
}
