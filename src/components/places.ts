'use client'

import { type Ref, useCallback } from 'react'
import { type RunController, useRunController } from '../run/index.js'

/** Where a person is led to by an act of their own: the composer, and what the run asks. */
export type PlaceName = 'composer' | 'ask'

/** What is on the page of each thread; the newest mount of a place is the one that counts. */
const places = new WeakMap<RunController, Map<PlaceName, HTMLElement[]>>()

/** A ref that makes an element one of its thread's places. */
export function usePlace(name: PlaceName): Ref<HTMLElement> {
  const controller = useRunController()
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      const known = places.get(controller) ?? new Map<PlaceName, HTMLElement[]>()
      places.set(controller, known)
      known.set(name, [...(known.get(name) ?? []), element])
      return () => {
        known.set(name, known.get(name)?.filter((one) => one !== element) ?? [])
      }
    },
    [controller, name],
  )
}

/** Puts the focus to a place of a thread: to its first empty field, if it has one. Tells whether the place is there. */
export function goTo(controller: RunController, name: PlaceName): boolean {
  const element = places.get(controller)?.get(name)?.at(-1)
  if (!element) return false
  findEntry(element).focus()
  return true
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isEmpty = (field: Field): boolean =>
  'checked' in field && (field.type === 'checkbox' || field.type === 'radio')
    ? !field.checked
    : field.value === ''

/** Where to begin: the first field that is empty, else the first, else the first button. */
function findEntry(element: HTMLElement): HTMLElement {
  if (element.matches('input, textarea, select')) return element
  const fields = [
    ...element.querySelectorAll<Field>(':is(input, textarea, select):not(:disabled, [readonly])'),
  ].filter((field) => field.type !== 'hidden')
  return fields.find(isEmpty) ?? fields[0] ?? element.querySelector('button') ?? element
}
