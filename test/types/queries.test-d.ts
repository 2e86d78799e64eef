// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken, useQueries } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type { AssistantsClient, AssistantsError, Message, Page, Run } from '../../src/api/index.js'
import {
  cancelRunMutation,
  effects,
  type ListData,
  listItems,
  messagesQuery,
  putResource,
  type ReadName,
  readsTouchedBy,
  runQuery,
  useAssistants,
  useAssistantsClient,
  useCancelRun,
  useCreateMessage,
  useIsSupported,
  useMessages,
  useRun,
  useSuspenseMessages,
  useSuspenseRun,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient
const run = { thread_id: 't', run_id: 'r' }

describe('a hook that reads one object', () => {
  it('gives the object, or what was selected, and our errors', () => {
    expectTypeOf(useRun(run).data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(useRun(run).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useRun(skipToken).data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(useRun(run, { select: ({ status }) => status }).data).toEqualTypeOf<
      Run['status'] | undefined
    >()
    expectTypeOf(useSuspenseRun(run).data).toEqualTypeOf<Run>()
    expectTypeOf(
      useSuspenseRun(run, { select: ({ id }) => id.length }).data,
    ).toEqualTypeOf<number>()
  })

  it('wants every id, and no other', () => {
    // @ts-expect-error -- thread_id is missing
    useRun({ run_id: 'r' })
    // @ts-expect-error -- the id has another name
    useRun({ thread_id: 't', runId: 'r' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseRun(skipToken)
    // @ts-expect-error -- the key belongs to the factory
    useRun(run, { queryKey: ['mine'] })
  })
})

describe('a hook that reads a list', () => {
  it('gives pages, or what was selected', () => {
    expectTypeOf(useMessages({ thread_id: 't' }).data).toEqualTypeOf<
      ListData<Message> | undefined
    >()
    const { data } = useMessages({ thread_id: 't' }, { select: (held) => listItems(held) })
    expectTypeOf(data).toEqualTypeOf<Message[] | undefined>()
    expectTypeOf(useSuspenseMessages({ thread_id: 't' }).data.pages).toEqualTypeOf<
      Page<Message>[]
    >()
    expectTypeOf(useAssistants().error).toEqualTypeOf<AssistantsError | null>()
  })

  it('leaves the cursors to the factory', () => {
    // @ts-expect-error -- after is a cursor
    useMessages({ thread_id: 't', after: 'm' })
    // @ts-expect-error -- cursors are made by the factory
    useMessages({ thread_id: 't' }, { getNextPageParam: () => null })
  })
})

describe('a hook that writes', () => {
  it('takes the params of its operation and gives its result', () => {
    const cancel = useCancelRun({
      onSuccess: (data, params) => {
        expectTypeOf(data).toEqualTypeOf<Run>()
        expectTypeOf(params).toEqualTypeOf<{ thread_id: string; run_id: string }>()
      },
    })
    expectTypeOf(cancel.error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(cancel.mutate).parameter(0).toEqualTypeOf<{ thread_id: string; run_id: string }>()
  })

  it('hands on what onMutate returned', () => {
    useCancelRun({
      onMutate: () => ({ at: 1 }),
      onError: (error, _, context) => {
        expectTypeOf(error).toEqualTypeOf<AssistantsError>()
        expectTypeOf(context).toEqualTypeOf<{ at: number } | undefined>()
      },
    })
  })

  it('refuses members of the other edition', () => {
    const { mutate } = useCreateMessage()
    mutate({ thread_id: 't', role: 'user', content: 'hi', attachments: null })
    // @ts-expect-error -- file_ids belongs to the first edition, and the second is registered
    mutate({ thread_id: 't', role: 'user', content: 'hi', file_ids: ['f'] })
    // @ts-expect-error -- the door is not a caller's to replace
    useCreateMessage({ mutationFn: async () => null })
  })
})

describe('a factory', () => {
  it('tags its key with what the cache holds', () => {
    expectTypeOf(cache.getQueryData(runQuery(client, run).queryKey)).toEqualTypeOf<
      Run | undefined
    >()
    const list = cache.getQueryData(messagesQuery(client, { thread_id: 't' }).queryKey)
    expectTypeOf(listItems(list)).toEqualTypeOf<Message[]>()
  })

  it('serves the library’s own functions', () => {
    expectTypeOf(cache.fetchQuery(runQuery(client, run))).resolves.toEqualTypeOf<Run>()
    const [first] = useQueries({ queries: [runQuery(client, run)] })
    expectTypeOf(first.data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(cancelRunMutation(client).mutationKey).not.toBeAny()
  })
})

it('useIsSupported takes an operation, and useAssistantsClient needs nothing', () => {
  expectTypeOf(useIsSupported('cancelRun')).toEqualTypeOf<boolean>()
  // @ts-expect-error -- the operation has another name
  useIsSupported('cancel_run')
  expectTypeOf(useAssistantsClient()).toEqualTypeOf<AssistantsClient>()
})

it('the graph of who touches what is named by writes and events', () => {
  expectTypeOf(effects.cancelRun.kind).toEqualTypeOf<'thread.run'>()
  expectTypeOf(readsTouchedBy('thread.run.completed')).toEqualTypeOf<ReadName[]>()
  // @ts-expect-error -- a read changes nothing
  readsTouchedBy('getRun')
})

it('putResource gives back what it was given, by type', () => {
  const held = { id: 'x', object: 'thread.deleted', deleted: true } as const
  expectTypeOf(putResource(cache, client, held)).toEqualTypeOf(held)
})
