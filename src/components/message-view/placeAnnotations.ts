import type { Annotation } from '../../api/index.js'
import { markOf, withoutSigns } from './marks.js'

/** Where an annotation belongs: what stands from `from` to `to` gives way to its mark. */
interface Place {
  index: number
  from: number
  to: number
}

/** A text with the marks of its annotations. */
export interface Placed {
  text: string
  /** Those that have no place in it. */
  rest: readonly number[]
}

/** What stands for a source and says nothing by itself; other words that were annotated stay. */
const placeholder = /^(?:【.*】|\[.*\]|sandbox:.*)$/s
/** A placeholder that has begun to come and may still be one. */
const unfinished = /^【[^】\n]{0,60}$/
/** Those after so many are listed, and not looked for in the text. */
const mostPlaced = 200
/** Longer words are nobody's placeholder. */
const longestWords = 300
/** Lines that a mark would turn into something else. */
const structure = /^\s*(?:`{3}|~{3}|[|:-][\s|:-]*$|=+\s*$)/

/**
 * Puts a mark in the place of each annotation. Servers count in UTF-16 units or in code points, before or after line
 * breaks were changed, or not at all: the words of the annotation decide.
 */
export function placeAnnotations(
  value: string,
  annotations: readonly Annotation[],
  isLive = false,
): Placed {
  const text = withoutSigns(isLive ? value.slice(0, heldFrom(value)) : value)
  if (annotations.length === 0) return { text, rest: [] }
  const toUnits = countUnits(text)
  const places: Place[] = []
  const rest: number[] = []
  for (const [index, annotation] of annotations.entries()) {
    const found = index < mostPlaced ? findPlace(text, annotation, places, toUnits) : undefined
    if (found) places.push({ index, ...found })
    else rest.push(index)
  }
  let out = ''
  let at = 0
  for (const { index, from, to } of places.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    // What overlaps stands behind what came first.
    if (from > at) out += text.slice(at, from)
    out += markOf(index)
    at = Math.max(at, from, to)
  }
  return { text: out + text.slice(at), rest }
}

/** Where a placeholder begins that is still being written. */
function heldFrom(value: string): number {
  const from = value.lastIndexOf('【')
  return from >= 0 && unfinished.test(value.slice(from)) ? from : value.length
}

type ToUnits = (codePoints: number) => number

/** Turns a place counted in code points into one in UTF-16 units. */
function countUnits(text: string): ToUnits {
  let doubles: number[] | undefined
  return (codePoints) => {
    doubles ??= Array.from(
      text.matchAll(/[\u{10000}-\u{10ffff}]/gu),
      ({ index }, nth) => index - nth,
    )
    let before = 0
    while (before < doubles.length && (doubles[before] ?? 0) < codePoints) before++
    return codePoints + before
  }
}

type Range = Pick<Place, 'from' | 'to'>

function findPlace(
  text: string,
  annotation: Partial<Annotation> | null,
  others: readonly Place[],
  toUnits: ToUnits,
): Range | undefined {
  const { text: words, start_index: start = -1 } = annotation ?? {}
  const isPlace = Number.isInteger(start) && start >= 0 && start <= text.length
  if (typeof words !== 'string' || words === '') return isPlace ? between(text, start) : undefined
  if (words.length > longestWords) return undefined
  const from = findWords(text, words, isPlace ? start : text.length, others, toUnits)
  if (from < 0) return undefined
  const to = from + words.length
  const isWhole = wholeFrom(text, from) === from && wholeFrom(text, to) === to
  return placeholder.test(words) && isWhole ? { from, to } : between(text, to)
}

/** A place between two characters as people see them, and never at the beginning of a line, where signs mean something. */
function between(text: string, wanted: number): Range | undefined {
  const whole = wholeFrom(text, wanted)
  const from = text[whole - 1] === '\n' ? text.slice(0, whole).trimEnd().length : whole
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1).split('\n', 1)[0] ?? ''
  return from === 0 || structure.test(line) ? undefined : { from, to: from }
}

/** The occurrence of the words that no other annotation has, as near to the told place as there is one. */
function findWords(
  text: string,
  words: string,
  start: number,
  others: readonly Place[],
  toUnits: ToUnits,
): number {
  const { length } = words
  const holderOf = (from: number) =>
    others.find((place) => from < place.to && place.from < from + length)
  for (const from of [start, toUnits(start)]) {
    if (text.startsWith(words, from) && !holderOf(from)) return from
  }
  let before = text.lastIndexOf(words, start)
  for (let held = holderOf(before); before >= 0 && held; held = holderOf(before)) {
    before = held.from < length ? -1 : text.lastIndexOf(words, held.from - length)
  }
  let after = text.indexOf(words, start)
  for (let held = holderOf(after); after >= 0 && held; held = holderOf(after)) {
    after = text.indexOf(words, held.to)
  }
  if (before < 0 || after < 0) return Math.max(before, after)
  return start - before <= after - start ? before : after
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** Two characters that are never one: most places lie between such, and asking the segmenter takes a thousand times as long. */
const plainPair = /^[\n\u0020-\u02ff\u3000-\u3029][\n\u0020-\u02ff\u3000-\u3029]$/
/** No character that people see is longer. */
const longest = 64

/** The end of the character that a place would cut in two, or the place itself. */
function wholeFrom(text: string, place: number): number {
  if (place <= 0 || place >= text.length) return place
  if (plainPair.test(text.slice(place - 1, place + 1))) return place
  const line = text.lastIndexOf('\n', place - 2) + 1
  const from = Math.max(line, place - longest)
  for (const { index, segment } of segmenter.segment(text.slice(from, place + longest))) {
    const begin = from + index
    if (begin >= place) return begin
    if (begin + segment.length > place) return begin + segment.length
  }
  return place
}
