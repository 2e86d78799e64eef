import { memo } from 'react'
import { isSameJson, placeKey, valueAt, type ValuePath } from '../../../schema/index.js'
import { AnyField } from './AnyField.js'
import { type FieldProps, FormContext, type FormView } from './FormContext.js'

interface SlotProps extends FieldProps {
  /** What the form around it sees. */
  view: FormView
}

/**
 * One of several fields. It is drawn anew only when something has changed at its place or inside of it: what is typed in
 * one field costs the others nothing, however many there are.
 */
export const FieldSlot = memo(function FieldSlot({ view, ...props }: SlotProps) {
  return (
    <FormContext value={view}>
      <AnyField {...props} />
    </FormContext>
  )
}, isSame)

function isSame(before: SlotProps, now: SlotProps): boolean {
  const { path } = now
  const [old, view] = [before.view, now.view]
  const key = placeKey(path)
  return (
    before.field === now.field &&
    before.label === now.label &&
    before.isLabelSeen === now.isLabelSeen &&
    placeKey(before.path) === key &&
    old.words === view.words &&
    old.isOpen === view.isOpen &&
    // A list around it calls its own place something else while a form is chosen there.
    old.idOf(path) === view.idOf(path) &&
    isSameJson(valueAt(old.draft.value, path), valueAt(view.draft.value, path)) &&
    isSameJson(saidWithin(old, path), saidWithin(view, path))
  )
}

/** What is noted and what is wrong at a place and inside of it. */
function saidWithin({ draft: { notes }, problems }: FormView, path: ValuePath): unknown {
  const open = placeKey(path).slice(0, -1)
  const isWithin = (key: string) => key.startsWith(open) && /[\],]/.test(key[open.length] ?? '')
  const noted = Object.values(notes).flatMap((book: Readonly<Record<string, unknown>>) =>
    Object.entries(book).filter(([key]) => isWithin(key)),
  )
  const wrong = problems
    .filter(({ key }) => isWithin(key))
    .map(({ key, message }) => [key, message])
  return [noted, wrong]
}
