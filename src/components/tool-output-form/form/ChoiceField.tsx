'use client'

import { textAt, typeAt, valueAt } from '../../../schema/index.js'
import { FieldGroup, FieldRow, Option, useControl } from './FieldParts.js'
import { type Narrow, useForm } from './FormContext.js'

/** More would be a wall of buttons. */
const mostRadios = 6

interface Pick {
  key: string
  label: string
  help?: string | undefined
}

/** One of several: as buttons where there are few, else as a list that opens. */
export function PickOne({
  options,
  chosen,
  choose,
  empty,
  ...props
}: Omit<Narrow<'choice' | 'boolean' | 'variants'>, 'path'> & {
  path: Narrow<'choice'>['path']
  options: readonly Pick[]
  chosen: string | undefined
  choose: (key: string) => void
  /** What is shown where nothing is chosen in a list. */
  empty: string
}) {
  const { control, isWritable } = useControl(props.field, props.path)
  if (options.length > mostRadios) {
    return (
      <FieldRow {...props}>
        <select
          {...control}
          className="ra-input"
          aria-required={props.field.isRequired || undefined}
          aria-disabled={!isWritable || undefined}
          value={chosen ?? ''}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {!options.some(({ key }) => key === '') && <option value="">{empty}</option>}
          {options.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </FieldRow>
    )
  }
  const { id, ...described } = control
  return (
    <FieldGroup {...props} isLed>
      <div className="ra-options">
        {options.map(({ key, label, help }, at) => (
          <Option
            key={key}
            {...described}
            // A fault leads to the one that is chosen, or to the first.
            id={(chosen === undefined ? at === 0 : chosen === key) ? id : undefined}
            type="radio"
            name={id}
            label={label}
            help={help}
            isWritable={isWritable}
            checked={chosen === key}
            onChange={() => choose(key)}
          />
        ))}
      </div>
    </FieldGroup>
  )
}

/** One of the values that a schema names, or yes and no. */
export function ChoiceField(props: Narrow<'choice' | 'boolean'>) {
  const { field, path } = props
  const { draft, edit, words } = useForm()
  const shown = textAt(draft, path, field)
  const options: Pick[] =
    field.kind === 'choice'
      ? [...field.options]
      : [
          { key: 'true', label: words.yes },
          { key: 'false', label: words.no },
        ]
  const isNone = valueAt(draft.value, path) === null || !field.isRequired
  // Where nothing has to be chosen, a choice can be taken back.
  if (field.isNullable || !field.isRequired) options.push({ key: '', label: words.none })
  return (
    <PickOne
      {...props}
      options={options}
      chosen={shown === '' && !isNone ? undefined : shown}
      choose={(key) => edit((before) => typeAt(before, path, field, key))}
      empty={words.choose}
    />
  )
}
