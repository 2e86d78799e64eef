'use client'

import type { ComponentProps, ReactNode } from 'react'
import type { Field, ValuePath } from '../../../schema/index.js'
import { useForm } from './FormContext.js'

/** What is said below a field's label. */
export function FieldHelp({ field, id }: { field: Field; id: string }) {
  const { words } = useForm()
  const lines = helpOf(field, words)
  if (lines.length === 0) return null
  return (
    <div className="ra-quiet" id={id}>
      {lines.map((line) => (
        <p key={line} dir="auto">
          {line}
        </p>
      ))}
    </div>
  )
}

function helpOf(field: Field, words: ReturnType<typeof useForm>['words']): string[] {
  const isTold = /choice|constant|boolean/.test(field.kind)
  return [
    field.help ?? '',
    field.kind === 'json' ? words.why[field.reason] : '',
    words.limits(field),
    field.examples.length > 0 && !isTold ? words.example(field.examples.slice(0, 3)) : '',
    field.notes.length > 0 ? words.unchecked(field.notes.map(({ reason }) => reason)) : '',
  ].filter(Boolean)
}

/** What is wrong at a place. */
export function FieldFaults({ path, id }: { path: ValuePath; id: string }) {
  const faults = useForm().faultsAt(path)
  if (faults.length === 0) return null
  return (
    <div className="ra-fault" id={id}>
      {faults.map((fault) => (
        <p key={fault} dir="auto">
          {fault}
        </p>
      ))}
    </div>
  )
}

/** The ids and attributes that tie a control to its label, its help and its faults. */
export function useControl(field: Field, path: ValuePath) {
  const { words, idOf, faultsAt, isOpen } = useForm()
  const id = idOf(path)
  const isFaulty = faultsAt(path).length > 0
  const helpId = `${id}-help`
  const faultId = `${id}-fault`
  const told = [helpOf(field, words).length > 0 && helpId, isFaulty && faultId].filter(Boolean)
  return {
    helpId,
    faultId,
    control: {
      id,
      'aria-invalid': isFaulty || undefined,
      'aria-describedby': told.join(' ') || undefined,
      'data-fault': isFaulty ? '' : undefined,
    },
    isWritable: isOpen && !field.isReadOnly,
  }
}

/** A label, with what a person should know before filling in. */
export function FieldName({ field, label }: { field: Field; label: string }) {
  const { words } = useForm()
  const said = [
    !field.isRequired && field.kind !== 'constant' && words.optional,
    field.isDeprecated && words.deprecated,
  ].filter(Boolean)
  return (
    <>
      <bdi>{label}</bdi>
      {said.length > 0 && <span className="ra-quiet"> ({said.join(', ')})</span>}
    </>
  )
}

interface FieldGroupProps {
  field: Field
  path: ValuePath
  label: string
  isLabelSeen?: boolean | undefined
  /** Beside the label. */
  action?: ReactNode
  /** The faults lead to something inside instead of to the group. */
  isLed?: boolean
  children: ReactNode
}

/** Several controls under one name. */
export function FieldGroup({
  field,
  path,
  label,
  isLabelSeen,
  action,
  isLed,
  children,
}: FieldGroupProps) {
  const { control, helpId, faultId } = useControl(field, path)
  const { id, 'data-fault': fault, 'aria-describedby': describedBy } = control
  return (
    <fieldset
      className="ra-group"
      data-kind={field.kind}
      data-plain={isLabelSeen ? '' : undefined}
      aria-describedby={describedBy}
      {...(!isLed && { id, tabIndex: -1, 'data-fault': fault })}
    >
      <legend className={isLabelSeen ? 'ra-unseen' : undefined}>
        <FieldName field={field} label={label} />
      </legend>
      {action}
      <FieldHelp field={field} id={helpId} />
      {children}
      <FieldFaults path={path} id={faultId} />
    </fieldset>
  )
}

/** One control under its label. */
export function FieldRow({
  field,
  path,
  label,
  isLabelSeen,
  children,
}: {
  field: Field
  path: ValuePath
  label: string
  isLabelSeen?: boolean | undefined
  children: ReactNode
}) {
  const { control, helpId, faultId } = useControl(field, path)
  return (
    <div className="ra-field" data-kind={field.kind}>
      <label htmlFor={control.id} className={isLabelSeen ? 'ra-unseen' : undefined}>
        <FieldName field={field} label={label} />
      </label>
      <FieldHelp field={field} id={helpId} />
      {children}
      <FieldFaults path={path} id={faultId} />
    </div>
  )
}

/** One of the values that can be picked: a radio button or a box to tick, its name and what is said of it. */
export function Option({
  label,
  help,
  isWritable,
  ...control
}: Omit<ComponentProps<'input'>, 'type'> & {
  type: 'radio' | 'checkbox'
  label: string
  help?: string | undefined
  isWritable: boolean
}) {
  return (
    <label className="ra-option">
      <input {...control} aria-disabled={!isWritable || undefined} />
      <span>
        <bdi>{label}</bdi>
        {help && (
          <span className="ra-quiet" dir="auto">
            {help}
          </span>
        )}
      </span>
    </label>
  )
}
