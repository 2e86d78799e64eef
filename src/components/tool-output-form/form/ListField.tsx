'use client'

import { useState } from 'react'
import { addItem, emptyItem, itemField, listAt, moveItem, putValue } from '../../../schema/index.js'
import { FieldGroup, useControl } from './FieldParts.js'
import { FieldSlot } from './FieldSlot.js'
import { type Narrow, useForm } from './FormContext.js'

/** Keys that stay with the items while they are moved about. */
function useItemKeys(count: number) {
  const [keys, setKeys] = useState<readonly number[]>([])
  const all = keys.slice(0, count)
  while (all.length < count) all.push(Math.max(-1, ...all) + 1)
  return {
    keys: all,
    move: (from: number, to: number | null) => {
      const next = [...all]
      const [key = 0] = next.splice(from, 1)
      if (to !== null) next.splice(to, 0, key)
      setKeys(next)
    },
  }
}

/** A list: items to fill in, to add, to take out and to put in another order. */
export function ListField(props: Narrow<'list'>) {
  const { field, path, label } = props
  const view = useForm()
  const { draft, edit, words, idOf, announce, focusNext } = view
  const { isWritable } = useControl(field, path)
  const items = listAt(draft, path)
  const { keys, move } = useItemKeys(items.length)
  const { maxItems = Infinity } = field.limits
  const next = itemField(field, items.length)
  const canAdd = next !== undefined && items.length < maxItems
  const addId = `${idOf(path)}-add`
  const buttonId = (at: number, act: string) => `${idOf([...path, at])}-${act}`

  const add = () => {
    edit((before) => addItem(before, path, emptyItem(field, items.length)))
    announce(words.added(words.item(label, items.length + 1)))
    focusNext(idOf([...path, items.length]))
  }
  const remove = (at: number) => {
    edit((before) => {
      const left = moveItem(before, path, at, null)
      return items.length === 1 && !field.isRequired ? putValue(left, path, undefined) : left
    })
    move(at, null)
    announce(words.removed(words.item(label, at + 1)))
    const neighbour = Math.min(at, items.length - 2)
    focusNext(neighbour < 0 ? addId : buttonId(neighbour, 'remove'))
  }
  const shift = (at: number, to: number) => {
    edit((before) => moveItem(before, path, at, to))
    move(at, to)
    announce(words.moved(to + 1, items.length))
    const isUp = to < at
    const isAtEnd = isUp ? to === firstFree : to === items.length - 1
    focusNext(buttonId(to, isUp === isAtEnd ? 'down' : 'up'))
  }
  // Items that each have their own field stay in their places.
  const firstFree = field.prefix.length
  return (
    <FieldGroup {...props}>
      {items.length === 0 && <p className="ra-quiet">{words.empty}</p>}
      {items.length > 0 && (
        <ul className="ra-items">
          {items.map((_, at) => {
            const inner = itemField(field, at)
            if (!inner) return null
            const name = inner.label || words.item(label, at + 1)
            const isAlone = !/object|list|variants/.test(inner.kind)
            return (
              <li key={keys[at]} className="ra-item" data-alone={isAlone ? '' : undefined}>
                <FieldSlot
                  view={view}
                  field={inner}
                  path={[...path, at]}
                  label={name}
                  isLabelSeen={false}
                />
                <span className="ra-item-acts">
                  {at >= firstFree && items.length - firstFree > 1 && (
                    <>
                      <ItemButton
                        id={buttonId(at, 'up')}
                        name={words.up(name)}
                        isOff={!isWritable || at === firstFree}
                        act={() => shift(at, at - 1)}
                        sign="↑"
                      />
                      <ItemButton
                        id={buttonId(at, 'down')}
                        name={words.down(name)}
                        isOff={!isWritable || at === items.length - 1}
                        act={() => shift(at, at + 1)}
                        sign="↓"
                      />
                    </>
                  )}
                  {at >= firstFree && (
                    <ItemButton
                      id={buttonId(at, 'remove')}
                      name={words.removeOf(name)}
                      isOff={!isWritable}
                      act={() => remove(at)}
                      sign="×"
                    />
                  )}
                </span>
              </li>
            )
          })}
        </ul>
      )}
      {next && (
        <button
          type="button"
          className="ra-button ra-add"
          id={addId}
          aria-disabled={!isWritable || !canAdd}
          onClick={() => isWritable && canAdd && add()}
        >
          {words.addItem(label)}
        </button>
      )}
    </FieldGroup>
  )
}

function ItemButton({
  id,
  name,
  sign,
  isOff,
  act,
}: {
  id: string
  name: string
  sign: string
  isOff: boolean
  act: () => void
}) {
  return (
    <button
      type="button"
      className="ra-button ra-item-act"
      id={id}
      aria-label={name}
      title={name}
      aria-disabled={isOff}
      onClick={() => !isOff && act()}
    >
      {sign}
    </button>
  )
}
