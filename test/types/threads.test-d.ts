// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type {
  AssistantsClient,
  AssistantsError,
  Deleted,
  Params,
  Thread,
} from '../../src/api/index.js'
import {
  createThreadMutation,
  deleteThreadMutation,
  modifyThreadMutation,
  threadQuery,
  useCreateThread,
  useDeleteThread,
  useModifyThread,
  useSuspenseThread,
  useThread,
  type WriteMutation,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient

describe('Thread', () => {
  const params = { thread_id: 't' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useThread(params).data).toEqualTypeOf<Thread | undefined>()
    expectTypeOf(useThread(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseThread(params).data).toEqualTypeOf<Thread>()
    expectTypeOf(useThread(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = threadQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<Thread | undefined>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useThread({})
    // @ts-expect-error -- an id is missing
    threadQuery(client, {})
    // @ts-expect-error -- the id has another name
    useThread({ id: 't' })
    // @ts-expect-error -- the id has another name
    useSuspenseThread({ id: 't' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseThread(skipToken)
  })
})

describe('createThread', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useCreateThread()
    mutate(
      { metadata: { title: 'New' } },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Thread>() },
    )
    expectTypeOf(data).toEqualTypeOf<Thread | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'createThread'> | void | undefined>()
    expectTypeOf(createThreadMutation(client)).toEqualTypeOf<WriteMutation<'createThread'>>()
  })

  it('takes nothing at all, as each of its params may be left out', () => {
    const { mutate, mutateAsync } = useCreateThread()
    mutate()
    mutate(undefined, { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Thread>() })
    expectTypeOf(mutateAsync()).resolves.toEqualTypeOf<Thread>()
    // @ts-expect-error -- a thread is needed here
    useModifyThread().mutate()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useCreateThread()
    // @ts-expect-error -- file_ids is of the first edition
    mutate({ messages: [{ role: 'user', content: 'hi', file_ids: ['f'] }] })
    // @ts-expect-error -- the door is not a caller's to replace
    useCreateThread({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('modifyThread', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useModifyThread()
    mutate(
      { thread_id: 't', metadata: null },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Thread>() },
    )
    expectTypeOf(data).toEqualTypeOf<Thread | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'modifyThread'> | undefined>()
    expectTypeOf(modifyThreadMutation(client)).toEqualTypeOf<WriteMutation<'modifyThread'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useModifyThread()
    // @ts-expect-error -- a member is missing
    mutate({ metadata: null })
    // @ts-expect-error -- metadata holds words alone
    mutate({ thread_id: 't', metadata: { n: 1 } })
    // @ts-expect-error -- the door is not a caller's to replace
    useModifyThread({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('deleteThread', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useDeleteThread()
    mutate(
      { thread_id: 't' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Deleted<'thread.deleted'>>() },
    )
    expectTypeOf(data).toEqualTypeOf<Deleted<'thread.deleted'> | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'deleteThread'> | undefined>()
    expectTypeOf(deleteThreadMutation(client)).toEqualTypeOf<WriteMutation<'deleteThread'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useDeleteThread()
    // @ts-expect-error -- a member is missing
    mutate({})
    // @ts-expect-error -- the id has another name
    mutate({ threadId: 't' })
    // @ts-expect-error -- the door is not a caller's to replace
    useDeleteThread({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})
