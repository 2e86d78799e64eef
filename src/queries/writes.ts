import {
  hashKey,
  type MutationKey,
  mutationOptions,
  notifyManager,
  type QueryClient,
  type UseMutationOptions,
} from '@tanstack/react-query'

import type {
  AnyDeleted,
  AssistantsClient,
  AssistantsError,
  BareName,
  Params,
  Resource,
  Result,
} from '../api/index.js'
import { askAfterFailure, askAgain, tellOthers } from './afterWrite.js'
import { effects } from './effects.js'
import { inTurn } from './inTurn.js'
import { rootKey, type WriteName } from './keyFor.js'
import { guessedKey, makeGuess } from './makeGuess.js'
import { methodOf } from './policies.js'
import { outdateSteps } from './outdateSteps.js'
import { putResource } from './putResource.js'

const writePolicy = { retry: false, networkMode: 'always' } as const

/** What `mutate` takes: the params of the operation, and nothing at all where each of them may be left out. */
export type WriteParams<Op extends WriteName> = Op extends BareName ? Params<Op> | void : Params<Op>

/**
 * Options to change something. The request is sent once: only a 401 with fresh headers and a 429 that says when to come
 * back lead to a second one, and a deletion may be repeated without harm. What was asked for stays in the mutation's
 * `variables`; every error is an `AssistantsError`.
 */
export type WriteMutation<Op extends WriteName> = UseMutationOptions<
  Result<Op>,
  AssistantsError,
  WriteParams<Op>
> & { mutationKey: MutationKey }

/**
 * Options to change something. What is known beforehand is shown at once, and the answer goes through the door before
 * any callback hears of it; both happen inside `mutationFn`, where no callback of a caller can replace them.
 */
export function writeMutation<Op extends WriteName>(
  client: AssistantsClient,
  operation: Op,
): WriteMutation<Op> {
  return mutationOptions<Result<Op>, AssistantsError, WriteParams<Op>>({
    ...writePolicy,
    mutationKey: [...rootKey(client), operation],
    mutationFn: (params, { client: cache }) =>
      // They are left out only where each of them may be.
      write(cache, client, operation, (params ?? {}) as Params<Op>),
  })
}

async function write<Op extends WriteName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
): Promise<Result<Op>> {
  const item = guessedKey(client, operation, params)
  const takeBack = makeGuess(cache, client, operation, params)
  const send = () => methodOf(client, operation)(params)
  let answer: Resource | AnyDeleted
  try {
    answer = await (item === undefined ? send() : inTurn(cache, hashKey(item), send))
  } catch (error) {
    notifyManager.batch(() => {
      takeBack()
      askAfterFailure(cache, client, operation, params, error)
    })
    throw error
  }
  return notifyManager.batch(() => {
    try {
      const isNew = effects[operation].act === 'enters'
      // The door returns the object it was given, or a later state of it.
      const held = putResource(cache, client, answer, { params, isNew }) as Result<Op>
      tellOthers(cache, client, operation, params)
      askAgain(cache, client, operation, params)
      outdateSteps(cache, client, [held], 'write')
      return held
    } finally {
      takeBack()
    }
  })
}
