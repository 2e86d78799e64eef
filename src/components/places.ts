'use client'

import { type RefCallback, useCallback } from 'react'
import { type RunController, useRunController } from '../run/index.js'

/** Where a person is led to by an act of their own: the composer, and what the run asks. */
export type PlaceName = 'composer' | 'ask'

interface Place {
  controller: RunController
  name: PlaceName
  element: HTMLElement
}

/** What is on the page; of two mounts of one place the newest counts. */
const places: Place[] = []

/** Somebody is on their way to what a thread asks, which may not be on the page yet. */
let journey: { threadId: string; giveUp: () => void } | null = null
/** Whom to bring back from where. */
let origin: { threadId: string; comeBack: () => void } | null = null

/** After this long nobody expects the focus to move any more. */
const longestJourney = 5_000

/** A ref that makes an element one of its thread's places. */
export function usePlace(name: PlaceName): RefCallback<HTMLElement> {
  const controller = useRunController()
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      const place = { controller, name, element }
      places.push(place)
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
        returnFrom(place)
      }
      element.addEventListener('keydown', onKeyDown)
      const stopArriving = arrive(place)
      return () => {
        places.splice(places.indexOf(place), 1)
        element.removeEventListener('keydown', onKeyDown)
        stopArriving()
        if (element.matches(':focus-within')) setTimeout(() => leave(place))
      }
    },
    [controller, name],
  )
}

/**
 * What was answered has gone, and the focus in it goes back to where it came from, else on to where the person writes;
 * unless it was only drawn anew.
 */
function leave(place: Place) {
  if (place.name !== 'ask') return
  const { ownerDocument: page } = place.element
  const isLost = page.activeElement === page.body
  const again = places.findLast((one) => one.name === 'ask' && threadOf(one) === threadOf(place))
  if (again) {
    if (isLost) findField(again.element)?.focus()
  } else if (origin?.threadId === threadOf(place)) returnFrom(place)
  else if (isLost) goTo(place.controller, 'composer')
}

const threadOf = ({ controller }: Place) => controller.store.getState().threadId

function returnFrom(place: Place) {
  if (place.name !== 'ask' || origin === null || origin.threadId !== threadOf(place)) return
  const { comeBack } = origin
  origin = null
  comeBack()
}

/** What is asked inside of an element; null where nothing is. */
export const findAsk = (around: Element): HTMLElement | null =>
  places.findLast(({ name, element }) => name === 'ask' && around.contains(element))?.element ??
  null

/** Puts the focus to a place of a thread: to its first empty field, if it has one. Tells whether the place is there. */
export function goTo(controller: RunController, name: PlaceName): boolean {
  const place = places.findLast((one) => one.controller === controller && one.name === name)
  if (!place) return false
  const { element } = place
  ;(findField(element) ?? element.querySelector('button') ?? element).focus()
  return true
}

/**
 * Leads to the first empty field of what a thread asks, as soon as it is on the page, unless the person goes elsewhere
 * meanwhile. Escape in it leads back, and so does its end.
 */
export function leadToAsk(threadId: string, comeBack: () => void): void {
  journey?.giveUp()
  origin = { threadId, comeBack }
  const giveUp = () => {
    document.removeEventListener('pointerdown', giveUp, true)
    document.removeEventListener('keydown', giveUp, true)
    clearTimeout(timer)
    if (journey === mine) journey = null
  }
  const timer = setTimeout(giveUp, longestJourney)
  const mine = { threadId, giveUp }
  journey = mine
  document.addEventListener('pointerdown', giveUp, true)
  document.addEventListener('keydown', giveUp, true)
  const place = places.findLast((one) => one.name === 'ask' && threadOf(one) === threadId)
  if (place) arrive(place)
}

/** Ends a journey here, once there is a field; a form may be loaded after its frame. */
function arrive(place: Place): () => void {
  const enter = () => {
    if (place.name !== 'ask' || journey?.threadId !== threadOf(place)) return true
    const field = findField(place.element)
    field?.focus()
    if (field) journey.giveUp()
    return field !== null
  }
  if (enter()) return () => {}
  const observer = new MutationObserver(() => {
    if (enter()) observer.disconnect()
  })
  observer.observe(place.element, {
    childList: true,
    subtree: true,
    attributeFilter: ['readonly', 'disabled'],
  })
  return () => observer.disconnect()
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const isEmpty = (field: Field): boolean =>
  field.type === 'checkbox' || field.type === 'radio'
    ? !('checked' in field && field.checked)
    : field.value === ''

/** The first field that is empty, else the first. */
function findField(element: HTMLElement): Field | null {
  const selector = ':is(input, textarea, select):not(:disabled, [readonly], [type=hidden])'
  const fields = [...element.querySelectorAll<Field>(selector)]
  if (element.matches(selector)) fields.unshift(element as Field)
  return fields.find(isEmpty) ?? fields[0] ?? null
}
