// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type {
  Assistant,
  AssistantsClient,
  AssistantsError,
  Deleted,
  Params,
} from '../../src/api/index.js'
import {
  assistantQuery,
  assistantsQuery,
  createAssistantMutation,
  deleteAssistantMutation,
  type ListData,
  listItems,
  modifyAssistantMutation,
  useAssistant,
  useAssistants,
  useCreateAssistant,
  useDeleteAssistant,
  useModifyAssistant,
  useSuspenseAssistant,
  useSuspenseAssistants,
  type WriteMutation,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient

describe('Assistant', () => {
  const params = { assistant_id: 'a' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useAssistant(params).data).toEqualTypeOf<Assistant | undefined>()
    expectTypeOf(useAssistant(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseAssistant(params).data).toEqualTypeOf<Assistant>()
    expectTypeOf(useAssistant(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = assistantQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<Assistant | undefined>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useAssistant({})
    // @ts-expect-error -- an id is missing
    assistantQuery(client, {})
    // @ts-expect-error -- the id has another name
    useAssistant({ assistantId: 'a' })
    // @ts-expect-error -- the id has another name
    useSuspenseAssistant({ assistantId: 'a' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseAssistant(skipToken)
  })
})

describe('Assistants', () => {
  const params = {} as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useAssistants(params).data).toEqualTypeOf<ListData<Assistant> | undefined>()
    expectTypeOf(useAssistants(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseAssistants(params).data).toEqualTypeOf<ListData<Assistant>>()
    expectTypeOf(useAssistants(params, { select: () => 1 }).data).toEqualTypeOf<
      number | undefined
    >()
    expectTypeOf(useAssistants()).toEqualTypeOf(useAssistants(params))
    expectTypeOf(useSuspenseAssistants()).toEqualTypeOf(useSuspenseAssistants(params))
    expectTypeOf(assistantsQuery(client)).toEqualTypeOf(assistantsQuery(client, params))
    const { queryKey } = assistantsQuery(client, params)
    expectTypeOf(listItems(cache.getQueryData(queryKey))).toEqualTypeOf<Assistant[]>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- the factory makes the cursors
    useAssistants({ after: 'a' })
    // @ts-expect-error -- the factory makes the cursors
    useSuspenseAssistants({ after: 'a' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseAssistants(skipToken)
  })
})

describe('createAssistant', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useCreateAssistant()
    mutate({ model: 'm' }, { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Assistant>() })
    expectTypeOf(data).toEqualTypeOf<Assistant | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'createAssistant'> | undefined>()
    expectTypeOf(createAssistantMutation(client)).toEqualTypeOf<WriteMutation<'createAssistant'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useCreateAssistant()
    // @ts-expect-error -- a member is missing
    mutate({})
    // @ts-expect-error -- file_ids is of the first edition
    mutate({ model: 'm', file_ids: ['f'] })
    // @ts-expect-error -- the door is not a caller's to replace
    useCreateAssistant({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('modifyAssistant', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useModifyAssistant()
    mutate(
      { assistant_id: 'a', name: 'New' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Assistant>() },
    )
    expectTypeOf(data).toEqualTypeOf<Assistant | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'modifyAssistant'> | undefined>()
    expectTypeOf(modifyAssistantMutation(client)).toEqualTypeOf<WriteMutation<'modifyAssistant'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useModifyAssistant()
    // @ts-expect-error -- a member is missing
    mutate({ name: 'New' })
    // @ts-expect-error -- file_ids is of the first edition
    mutate({ assistant_id: 'a', file_ids: ['f'] })
    // @ts-expect-error -- the door is not a caller's to replace
    useModifyAssistant({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('deleteAssistant', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useDeleteAssistant()
    mutate(
      { assistant_id: 'a' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Deleted<'assistant.deleted'>>() },
    )
    expectTypeOf(data).toEqualTypeOf<Deleted<'assistant.deleted'> | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'deleteAssistant'> | undefined>()
    expectTypeOf(deleteAssistantMutation(client)).toEqualTypeOf<WriteMutation<'deleteAssistant'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useDeleteAssistant()
    // @ts-expect-error -- a member is missing
    mutate({})
    // @ts-expect-error -- the id has another name
    mutate({ id: 'a' })
    // @ts-expect-error -- the door is not a caller's to replace
    useDeleteAssistant({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})
