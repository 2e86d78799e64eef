'use client'

import { textAt, typeAt } from '../../../schema/index.js'
import { FieldRow, useControl } from './FieldParts.js'
import { type Narrow, useForm } from './FormContext.js'
import { readMoment, writeMoment } from './moments.js'

const types: Readonly<Record<string, string>> = {
  email: 'email',
  uri: 'url',
  date: 'date',
  time: 'time',
  'date-time': 'datetime-local',
}

/** A text, a number, or JSON: whatever is typed. */
export function TextField(props: Narrow<'text' | 'number' | 'integer' | 'json'>) {
  const { field, path } = props
  const { draft, edit } = useForm()
  const { control, isWritable } = useControl(field, path)
  const shown = textAt(draft, path, field)
  const put = (text: string) => edit((before) => typeAt(before, path, field, text))
  const common = {
    ...control,
    readOnly: !isWritable,
    'aria-required': field.isRequired || undefined,
    autoComplete: 'off',
  }
  const isJson = field.kind === 'json'
  if (isJson || (field.kind === 'text' && (field.isLong || shown.includes('\n')))) {
    return (
      <FieldRow {...props}>
        <textarea
          {...common}
          className={isJson ? 'ra-input ra-input-code' : 'ra-input'}
          dir={isJson ? 'ltr' : 'auto'}
          rows={3}
          spellCheck={!isJson}
          value={shown}
          onChange={(event) => put(event.currentTarget.value)}
        />
      </FieldRow>
    )
  }
  const format = field.kind === 'text' ? (field.format ?? '') : ''
  const type = Object.hasOwn(types, format) ? types[format] : 'text'
  const moment = writeMoment(format, shown)
  return (
    <FieldRow {...props}>
      {field.kind === 'text' && moment !== undefined ? (
        <input
          {...common}
          className="ra-input"
          type={type}
          step={1}
          value={moment}
          onChange={(event) => put(readMoment(format, event.currentTarget.value))}
        />
      ) : (
        <input
          {...common}
          className="ra-input"
          // What a date's control could not show is shown as it is.
          type={/email|url/.test(type ?? '') ? type : 'text'}
          inputMode={
            field.kind === 'integer' ? 'numeric' : field.kind === 'number' ? 'decimal' : undefined
          }
          dir={field.kind === 'text' ? 'auto' : 'ltr'}
          value={shown}
          onChange={(event) => put(event.currentTarget.value)}
        />
      )}
    </FieldRow>
  )
}
