'use client'

import {
  choiceKey,
  chosenAt,
  choose,
  leaveFor,
  openedValue,
  valueAt,
} from '../../../schema/index.js'
import { AnyField } from './AnyField.js'
import { PickOne } from './ChoiceField.js'
import { isTold } from './ObjectField.js'
import { FormContext, type Narrow, useForm } from './FormContext.js'

/** A value of one of several forms: which one, and then its fields. */
export function VariantsField({ depth = 0, ...props }: Narrow<'variants'> & { depth?: number }) {
  const { field, path, label } = props
  const form = useForm()
  const { draft, edit, words } = form
  const shown = chosenAt(draft, path, depth, field)
  const key = choiceKey(path, depth)
  const options = field.variants.map((variant, at) => ({
    key: String(at),
    label: variant.label || words.kinds[variant.draw().kind] || words.option(at + 1),
    help: variant.help,
  }))
  const isFree = field.isNullable || !field.isRequired
  if (isFree) options.push({ key: '', label: words.none, help: undefined })
  const isNone = isFree && (valueAt(draft.value, path) ?? null) === null && shown < 0
  const take = (to: string) =>
    edit((before) => {
      const from = `${key}${chosenAt(before, path, depth, field)}`
      const variant = field.variants[Number(to)]
      if (to === '' || !variant) {
        return choose(
          leaveFor(before, path, from, `${key}-1`, () => (field.isRequired ? null : undefined)),
          key,
          -1,
        )
      }
      const next = leaveFor(before, path, from, key + to, () => openedValue(variant.draw()))
      return choose(next, key, Number(to))
    })
  const inner = field.variants[shown]?.draw()
  const isBare =
    inner &&
    (isTold(inner) ||
      (inner.kind === 'object' && inner.members.every(({ draw }) => isTold(draw()))))
  // Once a form is chosen, the place and its faults are that form's.
  const chooser = inner
    ? { ...form, idOf: () => `${form.idOf(path)}-kind${depth}`, faultsAt: () => [] }
    : form
  return (
    <div className="ra-variants">
      <FormContext value={chooser}>
        <PickOne
          {...props}
          options={options}
          chosen={shown >= 0 ? String(shown) : isNone ? '' : undefined}
          choose={take}
          empty={words.choose}
        />
      </FormContext>
      {inner && !isBare && (
        <div className="ra-variant" key={shown}>
          <AnyField
            field={inner}
            path={path}
            label={options[shown]?.label ?? label}
            isVariant
            isLabelSeen
            depth={depth + 1}
          />
        </div>
      )}
    </div>
  )
}
