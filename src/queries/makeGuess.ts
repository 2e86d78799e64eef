import { notifyManager, type QueryClient } from '@tanstack/react-query'

import { type AssistantsClient, fillRoute, type Metadata, type Params } from '../api/index.js'
import { type Effect, effects } from './effects.js'
import { reshow } from './flights.js'
import { type Guess, guessesOf } from './guesses.js'
import { type AssistantsKey, keyAt, rootKey, type WriteName } from './keyFor.js'
import { type Bag, find, places } from './places.js'

/** The key of the object that a write changes, where its answer can be known beforehand. */
export function guessedKey(
  client: AssistantsClient,
  operation: WriteName,
  params: object,
): AssistantsKey | undefined {
  const { guess }: Effect = effects[operation]
  // Its URL is the object's own.
  return guess && [...rootKey(client), ...fillRoute(operation, params).segments]
}

/** What metadata will be, if it is all that changes: no other member's default is known here. */
function metadataIn({ metadata, ...others }: Bag, id: string): Metadata | undefined {
  const isAll = Object.entries(others).every(
    ([name, value]) => name === id || name === 'thread_id' || value === undefined,
  )
  // Typed by the operation's params; null empties.
  return isAll && metadata !== undefined ? ((metadata ?? {}) as Metadata) : undefined
}

/** Shows what a write will do before the server has said so. Returns the way back. */
export function makeGuess<Op extends WriteName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
): () => void {
  const item = guessedKey(client, operation, params)
  const { kind, guess: what }: Effect = effects[operation]
  const { id: name, list: read } = places[kind]
  const bag: Bag = { ...params }
  const metadata = what === 'absence' ? null : metadataIn(bag, name)
  if (item === undefined || metadata === undefined) return () => {}
  const list = read && keyAt(client, read, bag)
  const guess: Guess = { id: String(bag[name]), item, list, metadata }
  const guesses = guessesOf(cache)
  const reshowAll = () =>
    notifyManager.batch(() => {
      const own = find(cache, item)
      if (own) reshow(cache, own)
      if (list === undefined) return
      for (const query of cache.getQueryCache().findAll({ queryKey: list })) reshow(cache, query)
    })
  guesses.add(guess)
  reshowAll()
  return () => {
    if (guesses.delete(guess)) reshowAll()
  }
}
