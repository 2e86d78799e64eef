import type { Fault, ValuePath } from './faults.js'
import type { Field } from './fields.js'
import { isRecord, isSameJson, own } from './literals.js'
import { readAnswer, readJson, writeAnswer } from './readAnswer.js'

/** What was typed at a place where the value cannot hold it as it was written. */
export interface Typed {
  text: string
  /** Why there is no value yet; absent where it is only spelt in another way. */
  fault?: string
}

/** What a person did in a form and its value does not tell. By the place, as `placeKey` writes it. */
export interface FormNotes {
  typed?: Readonly<Record<string, Typed>>
  /** Which of several forms was chosen. */
  chosen?: Readonly<Record<string, number>>
  /** What was written in the other forms, and in parts that were taken out. */
  aside?: Readonly<Record<string, unknown>>
}

/** A form being filled in. Members and the whole may lack; an item that lacks is null, and has a note. */
export interface Draft {
  value: unknown
  notes: FormNotes
}

export const placeKey = (path: ValuePath): string => JSON.stringify(path)

export function valueAt(value: unknown, path: ValuePath): unknown {
  let at = value
  for (const step of path) at = isRecord(at) || Array.isArray(at) ? own(at, step) : undefined
  return at
}

/** A copy with something else at a place; what is unchanged is shared. */
function putAt(value: unknown, [step, ...rest]: ValuePath, next: unknown): unknown {
  if (step === undefined) return next
  if (typeof step === 'number') {
    const list: unknown[] = Array.isArray(value) ? [...(value as unknown[])] : []
    list[step] = putAt(list[step], rest, next)
    return list
  }
  const { [step]: before, ...others } = isRecord(value) ? value : {}
  const inner = putAt(before, rest, next)
  if (inner === undefined) return others
  // In the place where it was, so that the JSON does not jump about.
  return isRecord(value) && Object.hasOwn(value, step)
    ? { ...value, [step]: inner }
    : { ...others, [step]: inner }
}

type Notebook = Readonly<Record<string, unknown>>

/** Notes with their places changed; a place that becomes undefined is forgotten. */
function movePlaces(
  notes: FormNotes,
  move: (path: ValuePath, book: string) => ValuePath | undefined,
): FormNotes {
  const books = Object.entries(notes).flatMap(([name, book]: [string, Notebook]) => {
    const entries = Object.entries(book).flatMap(([key, said]) => {
      // A place, and what tells several notes at one place apart.
      const end = key.lastIndexOf(']') + 1
      const path = move(JSON.parse(key.slice(0, end)) as ValuePath, name)
      return path ? [[placeKey(path) + key.slice(end), said] as const] : []
    })
    return entries.length > 0 ? [[name, Object.fromEntries(entries)] as const] : []
  })
  return Object.fromEntries(books)
}

const isWithin = (path: ValuePath, around: ValuePath) =>
  around.every((step, at) => path[at] === step)

function note<Book extends keyof FormNotes>(
  notes: FormNotes,
  book: Book,
  key: string,
  said: NonNullable<FormNotes[Book]>[string] | undefined,
): FormNotes {
  const { [key]: _before, ...others } = notes[book] ?? {}
  const next = said === undefined ? others : { ...others, [key]: said }
  const { [book]: _book, ...rest } = notes
  return Object.keys(next).length > 0 ? { ...rest, [book]: next } : rest
}

/**
 * Puts a whole value in a place: what was noted inside of it goes. `undefined` leaves nothing there; an item without a
 * value holds its place as null, with a note.
 */
export function putValue({ value, notes }: Draft, path: ValuePath, next: unknown): Draft {
  // Which form of the place was chosen stays: it may be this one's value that is put there.
  let left = movePlaces(notes, (place, book) =>
    isWithin(place, path) && (place.length > path.length || book === 'typed') ? undefined : place,
  )
  const mark = (given: unknown, at: ValuePath): unknown => {
    if (given === undefined && typeof at.at(-1) === 'number') {
      left = note(left, 'typed', placeKey(at), { text: '', fault: 'required' })
      return null
    }
    if (Array.isArray(given)) return given.map((inner, index) => mark(inner, [...at, index]))
    if (!isRecord(given)) return given
    const members = Object.entries(given).filter(([, inner]) => inner !== undefined)
    return Object.fromEntries(members.map(([name, inner]) => [name, mark(inner, [...at, name])]))
  }
  return { value: putAt(value, path, mark(next, path)), notes: left }
}

/** What a form starts with. */
export const startDraft = (value: unknown): Draft =>
  putValue({ value: undefined, notes: {} }, [], value)

/** Takes what was typed or chosen at a place, whether it can be read or not. */
export function typeAt(
  draft: Draft,
  path: ValuePath,
  field: Field,
  input: string | readonly string[],
): Draft {
  const reading = readAnswer(field, input)
  const value = reading.ok ? reading.value : undefined
  const next = putValue(draft, path, value)
  if (typeof input !== 'string') return next
  const key = placeKey(path)
  if (!reading.ok) {
    return {
      ...next,
      notes: note(next.notes, 'typed', key, { text: input, fault: reading.fault.keyword }),
    }
  }
  if (value === undefined || writeAnswer(field, value) === input) return next
  return { ...next, notes: note(next.notes, 'typed', key, { text: input }) }
}

/** What a control shows: what was typed, unless the value has been changed since, as JSON for example. */
export function textAt({ value, notes }: Draft, path: ValuePath, field: Field): string {
  const now = valueAt(value, path)
  const typed = own(notes.typed ?? {}, placeKey(path)) as Typed | undefined
  if (typed) {
    const reading = readAnswer(field, typed.text)
    const meant = reading.ok ? reading.value : undefined
    if ((meant === undefined && isGap(now)) || isSameJson(meant, now)) return typed.text
  }
  return writeAnswer(field, now)
}

/** Where what was typed is no value: nothing, or what holds an item's place. */
const isGap = (value: unknown) => value === undefined || value === null

/** One more item at the end of a list. */
export function addItem(draft: Draft, path: ValuePath, item: unknown): Draft {
  const list = listAt(draft, path)
  return putValue({ ...draft, value: putAt(draft.value, path, list) }, [...path, list.length], item)
}

export const listAt = ({ value }: Draft, path: ValuePath): unknown[] => {
  const list = valueAt(value, path)
  return Array.isArray(list) ? (list as unknown[]) : []
}

/** Takes an item to another place of its list, or out of it. What was noted about items goes with them. */
export function moveItem(draft: Draft, path: ValuePath, from: number, to: number | null): Draft {
  const list = listAt(draft, path)
  const order = list.map((_, at) => at)
  order.splice(from, 1)
  if (to !== null) order.splice(to, 0, from)
  const notes = movePlaces(draft.notes, (place) => {
    const step = place[path.length]
    if (typeof step !== 'number' || !isWithin(place, path)) return place
    const at = order.indexOf(step)
    return at < 0 ? undefined : [...path, at, ...place.slice(path.length + 1)]
  })
  return {
    value: putAt(
      draft.value,
      path,
      order.map((at) => list[at]),
    ),
    notes,
  }
}

/** Where the choice between several forms is noted; `depth` counts choices at the same place. */
export const choiceKey = (path: ValuePath, depth: number): string =>
  placeKey(path) + '#'.repeat(depth)

/** Leaves a place for another form of it, or for none. What was there is kept aside and comes back. */
export function leaveFor(
  draft: Draft,
  path: ValuePath,
  from: string,
  to: string,
  fresh: () => unknown,
): Draft {
  const { aside = {} } = draft.notes
  const next = putValue(draft, path, Object.hasOwn(aside, to) ? aside[to] : fresh())
  const notes = note(next.notes, 'aside', to, undefined)
  return { ...next, notes: note(notes, 'aside', from, valueAt(draft.value, path)) }
}

export const choose = (draft: Draft, key: string, at: number): Draft => ({
  ...draft,
  notes: note(draft.notes, 'chosen', key, at),
})

/** A draft as it is kept: its value as JSON, and what JSON does not tell. */
export const writeDraft = ({ value, notes }: Draft): { text: string; form: FormNotes } => ({
  text: value === undefined ? '' : JSON.stringify(value, null, 2),
  form: notes,
})

/** The draft that was kept; undefined while its text is no JSON. */
export function readDraft({
  text,
  form = {},
}: {
  text: string
  form?: FormNotes
}): Draft | undefined {
  const reading = readJson(text)
  return reading.ok ? { value: reading.value, notes: form } : undefined
}

/** The value to check: where what was typed cannot be read there is none. */
export function valueToCheck({ value, notes }: Draft): { value: unknown; faults: Fault[] } {
  let checked = value
  const faults: Fault[] = []
  for (const [key, { fault }] of Object.entries(notes.typed ?? {})) {
    if (fault === undefined) continue
    const path = JSON.parse(key) as ValuePath
    const around = valueAt(checked, path.slice(0, -1))
    // Nobody wrote into what is not there, or has been changed since.
    if (path.length > 0 && !isRecord(around) && !Array.isArray(around)) continue
    if (
      !isGap(valueAt(checked, path)) ||
      Number(path.at(-1)) >= Number(own(Object(around) as object, 'length'))
    )
      continue
    const isItem = typeof path.at(-1) === 'number'
    if (isItem || valueAt(checked, path) !== undefined) checked = putAt(checked, path, undefined)
    faults.push({ path, keyword: fault, facts: {} })
  }
  return { value: checked, faults }
}
