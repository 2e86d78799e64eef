'use client'

import {
  choiceKey,
  type Field,
  isShort,
  leaveFor,
  openedValue,
  valueAt,
} from '../../../schema/index.js'
import { FieldFaults, FieldGroup, FieldHelp, useControl } from './FieldParts.js'
import { FieldSlot } from './FieldSlot.js'
import { type Narrow, useForm } from './FormContext.js'

/** Whether a field says nothing that its form's name does not say. */
export const isTold = (field: Field): boolean => field.kind === 'constant' && field.isRequired

/**
 * Several fields that belong together. Where they need not be there, or where nobody began them and they are many, they
 * are added by a press.
 */
export function ObjectField(props: Narrow<'object'>) {
  const { field, path, label } = props
  const view = useForm()
  const { draft, edit, words, idOf, focusNext, announce } = view
  const { control, helpId, faultId, isWritable } = useControl(field, path)
  const value = valueAt(draft.value, path)
  const isFree = path.length > 0 && (!field.isRequired || field.isNullable)
  const isAbsent = value === undefined || value === null
  const isLater = path.length > 0 && isAbsent && !isFree && !isShort(field)
  const inside = `${choiceKey(path, 0)}in`
  const outside = `${choiceKey(path, 0)}out`
  const toggleId = `${idOf(path)}-toggle`
  const switchTo = (from: string, to: string, fresh: () => unknown) => () => {
    edit((before) => leaveFor(before, path, from, to, fresh))
    focusNext(isLater ? control.id : toggleId)
  }
  if (isLater || (isFree && isAbsent)) {
    return (
      // What has to be there is where a fault leads to.
      <div
        className="ra-field"
        data-kind="object"
        {...(isLater && { id: control.id, tabIndex: -1 })}
      >
        <FieldHelp field={field} id={helpId} />
        <button
          type="button"
          className="ra-button ra-add"
          id={toggleId}
          aria-disabled={!isWritable}
          aria-describedby={control['aria-describedby']}
          data-fault={control['data-fault']}
          onClick={() => {
            switchTo(outside, inside, () => openedValue(field))()
            announce(words.added(label))
          }}
        >
          {words.include(label)}
        </button>
        <FieldFaults path={path} id={faultId} />
      </div>
    )
  }
  return (
    <FieldGroup
      {...props}
      action={
        isFree && (
          <button
            type="button"
            className="ra-button ra-take-out"
            id={toggleId}
            aria-disabled={!isWritable}
            onClick={() => {
              switchTo(inside, outside, () => (field.isRequired ? null : undefined))()
              announce(words.removed(label))
            }}
          >
            {words.leaveOut(label)}
          </button>
        )
      }
    >
      {field.members.map(({ name, draw }) => {
        const member = draw()
        if (props.isVariant && isTold(member)) return null
        return (
          <FieldSlot
            view={view}
            key={name}
            field={member}
            path={[...path, name]}
            label={member.label || name}
          />
        )
      })}
    </FieldGroup>
  )
}
