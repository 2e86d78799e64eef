'use client'

import { putValue, valueAt } from '../../../schema/index.js'
import { FieldFaults, FieldHelp, FieldName, useControl } from './FieldParts.js'
import { type Narrow, useForm } from './FormContext.js'

/** What can only be one value: shown, or there to be taken or left where it need not be. */
export function ConstantField({ field, path, label }: Narrow<'constant'>) {
  const { draft, edit } = useForm()
  const { control, helpId, faultId, isWritable } = useControl(field, path)
  const value = valueAt(draft.value, path)
  const said = typeof field.value === 'string' ? field.value : JSON.stringify(field.value)
  const isFree = !field.isRequired || (field.isNullable && field.value !== null)
  const isHeld = value !== undefined && value !== null
  const none = field.isRequired ? null : undefined
  return (
    <div className="ra-field" data-kind="constant">
      {isFree ? (
        <label className="ra-option">
          <input
            {...control}
            type="checkbox"
            aria-disabled={!isWritable || undefined}
            checked={isHeld}
            onChange={() => edit((before) => putValue(before, path, isHeld ? none : field.value))}
          />
          <span>
            <FieldName field={field} label={label} />
            {field.value !== true && <bdi className="ra-quiet"> {said}</bdi>}
          </span>
        </label>
      ) : (
        <p id={control.id} tabIndex={-1}>
          <FieldName field={field} label={label} /> <bdi className="ra-inline-code">{said}</bdi>
        </p>
      )}
      <FieldHelp field={field} id={helpId} />
      <FieldFaults path={path} id={faultId} />
    </div>
  )
}
