import type { Query, QueryClient, QueryKey } from '@tanstack/react-query'

import { withGuesses } from './guesses.js'
import { hasRow } from './listCache.js'
import type { Rows } from './places.js'
import { hasPages, isObject, shareRows } from './shareRows.js'
import { isTomb } from './tombs.js'

/** A change to what a query holds, as a function of it. */
export type Edit = (data: unknown) => unknown

/** As much of a row as its place shows in. */
interface Row {
  id: string
  created_at: number
}

/** A change that came while a request was under way. */
interface Note {
  edit: Edit
  /** The row that is new in the list. */
  enters: Row | undefined
}

/** A request of a query, from its beginning until the library has stored the answer. */
interface Flight {
  cache: QueryClient
  query: Query
  /** Changes since the request began or, once it has an answer, since then. */
  notes: Note[]
  /** The answer, with what was changed while it was under way. */
  said?: unknown
  hasAnswer: boolean
  /** Whether the answer makes good what was marked as stale before. */
  refreshes: boolean
}

// A query that is left goes from these by itself.
const flights = new WeakMap<Query, Set<Flight>>()
const landings = new WeakMap<object, Flight>()
const guessed = new WeakMap<Query, { said: unknown; shown: unknown }>()

/** Plays on an answer what came since it was asked for. */
function play(notes: readonly Note[], answer: unknown): unknown {
  const isList = pagesOf(answer).length > 0
  const has = ({ id }: Row) => isList && hasRow(answer as Rows, id)
  /** Who knows the later of two new rows knows the earlier, which then lies behind the pages that were asked for. */
  const isBehind = (row: Row, later: readonly Note[]) =>
    !has(row) &&
    later.some(({ enters }) => enters && has(enters) && enters.created_at >= row.created_at)
  return notes.reduce(
    (held, { edit, enters }, at) =>
      enters && isBehind(enters, notes.slice(at + 1)) ? held : edit(held),
    answer,
  )
}

/** What the server last said, where a guess is shown in its place. Data that an app put there counts as said. */
export function saidOf(query: Query): unknown {
  const kept = guessed.get(query)
  return kept !== undefined && kept.shown === query.state.data ? kept.said : query.state.data
}

function remember(query: Query, said: unknown, shown: unknown, isGuess: boolean) {
  if (isGuess) guessed.set(query, { said, shown })
  else guessed.delete(query)
}

/** Lets a query show what the server said, and what is guessed on top of it. */
function show(cache: QueryClient, query: Query, said: unknown, updatedAt?: number) {
  const { isInvalidated } = query.state
  const next = withGuesses(cache, query, said)
  shareByRow(query)
  query.setData(next, { manual: true, ...(updatedAt !== undefined && { updatedAt }) })
  remember(query, said, query.state.data, next !== said)
  // One row is news, the list is as old as it was.
  if (updatedAt !== undefined && isInvalidated) query.invalidate()
}

/** Writes a change down for the answers that are under way. */
function note(query: Query, edit: Edit, enters?: Row) {
  const underWay = flights.get(query)
  for (const flight of underWay ?? []) {
    // Answered, and given up by the library before it was stored.
    if (flight.hasAnswer && query.state.fetchStatus === 'idle') underWay?.delete(flight)
    else flight.notes.push({ edit, enters })
  }
}

/**
 * Changes what a query holds, and, when a request of that query is under way, what its answer will put there: the
 * server may have answered before the change, and older pages are joined to the list as it was when they were asked for.
 * `enters` is the row that is new in a list.
 */
export function editQuery(cache: QueryClient, query: Query, edit: Edit, enters?: Row): void {
  if (isTomb(query)) return
  note(query, edit, enters)
  if (query.state.data === undefined) return
  const said = saidOf(query)
  const next = shareRows(said, edit(said))
  if (next !== said) show(cache, query, next, query.state.dataUpdatedAt)
}

/** Puts data under a key as fresh from the server. */
export function setFresh(cache: QueryClient, queryKey: QueryKey, edit: Edit): void {
  const query = cache.getQueryCache().build(cache, cache.defaultQueryOptions({ queryKey }))
  if (isTomb(query)) return
  note(query, edit)
  show(cache, query, edit(saidOf(query)))
}

/** Plays the guesses of a query again, after one came or went. */
export function reshow(cache: QueryClient, query: Query): void {
  if (isTomb(query) || query.state.data === undefined) return
  const said = saidOf(query)
  const next = shareRows(query.state.data, withGuesses(cache, query, said))
  if (next === query.state.data) remember(query, said, next, said !== next)
  else show(cache, query, said, query.state.dataUpdatedAt)
}

/** A query that no observer and no fetch has set up yet would share its rows by position. */
function shareByRow(query: Query) {
  if (typeof query.options.structuralSharing === 'function') return
  query.setOptions({ ...query.options, structuralSharing: share })
}

/**
 * Runs a query's request, and settles its answer with what was changed while it was under way. `hear` is told what the
 * server said, before any guess.
 */
export async function fly<T>(
  cache: QueryClient,
  query: Query,
  request: () => T | Promise<T>,
  hear: (said: T) => void,
): Promise<T> {
  // A tombstone shows what was there; a request could only find nothing.
  if (isTomb(query) && query.state.data !== undefined) return query.state.data as T
  const { data: shown, isInvalidated } = query.state
  const said = saidOf(query)
  const flight: Flight = { cache, query, notes: [], hasAnswer: false, refreshes: false }
  const underWay = flights.get(query) ?? new Set()
  flights.set(query, underWay.add(flight))
  try {
    const answer: unknown = await request()
    if (isTomb(query) && query.state.data !== undefined) {
      underWay.delete(flight)
      return query.state.data as T
    }
    const isFurtherPage = pagesOf(answer).some((page) => pagesOf(shown).includes(page))
    flight.refreshes = isInvalidated && !isFurtherPage
    flight.said = play(flight.notes.splice(0), withoutGuesses(answer, shown, said))
    flight.hasAnswer = true
    // An edit keeps the type of what it edits, and so does a guess.
    hear(flight.said as T)
    const next = shareRows(query.state.data, withGuesses(cache, query, flight.said))
    if (isObject(next)) landings.set(next, flight)
    return next as T
  } catch (error) {
    underWay.delete(flight)
    throw error
  }
}

const pagesOf = (data: unknown): unknown[] => (hasPages(data) ? data.pages : [])

/** The library joins further pages to those that are shown, and a guess must not become what the server said. */
function withoutGuesses(answer: unknown, shown: unknown, said: unknown): unknown {
  if (shown === said) return answer
  const shownPages = pagesOf(shown)
  const saidPages = pagesOf(said)
  const pages = pagesOf(answer)
  if (!pages.some((page) => shownPages.includes(page))) return answer
  // A guess empties pages and takes none away, so that they stand side by side.
  return {
    ...(answer as object),
    pages: pages.map((page) => saidPages[shownPages.indexOf(page)] ?? page),
  }
}

/**
 * Structural sharing of every query of ours: rows by id. The library calls it as it stores an answer, which is the last
 * moment to play what changed since the answer came.
 */
export function share<T>(before: unknown, next: T): T {
  const flight = isObject(next) ? landings.get(next) : undefined
  const underWay = flight && flights.get(flight.query)
  if (!flight || !underWay?.has(flight) || flight.query.state.data !== before)
    return shareRows(before, next)
  underWay.delete(flight)
  const { cache, query } = flight
  const said = play(flight.notes, flight.said)
  const showing = withGuesses(cache, query, said)
  const shown = shareRows(before, showing)
  remember(query, said, shown, showing !== said)
  // What is stored now counts as fresh, though only a page was added, or the mark was made while the answer was on its way.
  if (query.state.isInvalidated && !flight.refreshes) queueMicrotask(() => query.invalidate())
  return shown as T
}
