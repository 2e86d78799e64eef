'use client'

import { createContext, useContext } from 'react'
import type { Draft, Field, ValuePath } from '../../../schema/index.js'
import type { FormLabels } from '../../labels/index.js'

/** What all fields of one form share. */
export interface FormView {
  words: FormLabels
  draft: Draft
  /** Whether it can be written in. */
  isOpen: boolean
  /** Changes what is written by now, which may be more than was drawn with this view. */
  edit: (next: (draft: Draft) => Draft) => void
  idOf: (path: ValuePath) => string
  /** All that is shown to be wrong. */
  problems: readonly { key: string; message: string }[]
  /** What is wrong at a place, in words. */
  faultsAt: (path: ValuePath) => readonly string[]
  /** Says to those who listen what cannot be heard from the field itself. */
  announce: (text: string) => void
  /** Moves the focus once what was just done is drawn. */
  focusNext: (id: string) => void
}

export const FormContext = createContext<FormView | null>(null)

/** The form around this field. */
export function useForm(): FormView {
  const view = useContext(FormContext)
  if (!view) throw new Error('A field was drawn outside of its form.')
  return view
}

/** A field and where it stands. */
export interface FieldProps {
  field: Field
  path: ValuePath
  /** In place of the field's own label: an item's, for one. */
  label: string
  /** Said already by what is around it. */
  isLabelSeen?: boolean
  /** It is one of several forms: what only tells which one needs no saying. */
  isVariant?: boolean
}

/** A place's value on its way in. */
export type Narrow<Kind extends Field['kind']> = FieldProps & {
  field: Extract<Field, { kind: Kind }>
}
