'use client'

import { choiceKey, type Field, leaveFor, openedValue, valueAt } from '../../../schema/index.js'
import { FieldFaults, FieldGroup, FieldHelp, useControl } from './FieldParts.js'
import { FieldSlot } from './FieldSlot.js'
import { type Narrow, useForm } from './FormContext.js'

/** Whether a field says nothing that its form's name does not say. */
export const isTold = (field: Field): boolean => field.kind === 'constant' && field.isRequired

/** Several fields that belong together; where they need not be there, they are added by a press. */
export function ObjectField(props: Narrow<'object'>) {
  const { field, path, label } = props
  const view = useForm()
  const { draft, edit, words, idOf, focusNext, announce } = view
  const { control, helpId, faultId, isWritable } = useControl(field, path)
  const value = valueAt(draft.value, path)
  const isFree = path.length > 0 && (!field.isRequired || field.isNullable)
  const inside = `${choiceKey(path, 0)}in`
  const outside = `${choiceKey(path, 0)}out`
  const toggleId = `${idOf(path)}-toggle`
  const switchTo = (from: string, to: string, fresh: () => unknown) => () => {
    edit((before) => leaveFor(before, path, from, to, fresh))
    focusNext(toggleId)
  }
  if (isFree && (value === undefined || value === null)) {
    return (
      <div className="ra-field" data-kind="object">
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
