// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type {
  AssistantFile,
  AssistantsClient,
  AssistantsError,
  Deleted,
  Params,
} from '../../src/api/index.js'
import {
  assistantFileQuery,
  assistantFilesQuery,
  createAssistantFileMutation,
  deleteAssistantFileMutation,
  type ListData,
  listItems,
  useAssistantFile,
  useAssistantFiles,
  useCreateAssistantFile,
  useDeleteAssistantFile,
  useSuspenseAssistantFile,
  useSuspenseAssistantFiles,
  type WriteMutation,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient

describe('AssistantFile', () => {
  const params = { assistant_id: 'a', file_id: 'f' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useAssistantFile(params).data).toEqualTypeOf<AssistantFile | undefined>()
    expectTypeOf(useAssistantFile(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseAssistantFile(params).data).toEqualTypeOf<AssistantFile>()
    expectTypeOf(useAssistantFile(params, { select: () => 1 }).data).toEqualTypeOf<
      number | undefined
    >()
    const { queryKey } = assistantFileQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<AssistantFile | undefined>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useAssistantFile({ file_id: 'f' })
    // @ts-expect-error -- an id is missing
    assistantFileQuery(client, { file_id: 'f' })
    // @ts-expect-error -- the id has another name
    useAssistantFile({ assistant_id: 'a', fileId: 'f' })
    // @ts-expect-error -- the id has another name
    useSuspenseAssistantFile({ assistant_id: 'a', fileId: 'f' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseAssistantFile(skipToken)
  })
})

describe('AssistantFiles', () => {
  const params = { assistant_id: 'a' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useAssistantFiles(params).data).toEqualTypeOf<
      ListData<AssistantFile> | undefined
    >()
    expectTypeOf(useAssistantFiles(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseAssistantFiles(params).data).toEqualTypeOf<ListData<AssistantFile>>()
    expectTypeOf(useAssistantFiles(params, { select: () => 1 }).data).toEqualTypeOf<
      number | undefined
    >()
    const { queryKey } = assistantFilesQuery(client, params)
    expectTypeOf(listItems(cache.getQueryData(queryKey))).toEqualTypeOf<AssistantFile[]>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useAssistantFiles({})
    // @ts-expect-error -- an id is missing
    assistantFilesQuery(client, {})
    // @ts-expect-error -- the factory makes the cursors
    useAssistantFiles({ assistant_id: 'a', before: 'f' })
    // @ts-expect-error -- the factory makes the cursors
    useSuspenseAssistantFiles({ assistant_id: 'a', before: 'f' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseAssistantFiles(skipToken)
  })
})

describe('createAssistantFile', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useCreateAssistantFile()
    mutate(
      { assistant_id: 'a', file_id: 'f' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<AssistantFile>() },
    )
    expectTypeOf(data).toEqualTypeOf<AssistantFile | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'createAssistantFile'> | undefined>()
    expectTypeOf(createAssistantFileMutation(client)).toEqualTypeOf<
      WriteMutation<'createAssistantFile'>
    >()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useCreateAssistantFile()
    // @ts-expect-error -- a member is missing
    mutate({ file_id: 'f' })
    // @ts-expect-error -- the id has another name
    mutate({ assistant_id: 'a', fileId: 'f' })
    // @ts-expect-error -- the door is not a caller's to replace
    useCreateAssistantFile({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('deleteAssistantFile', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useDeleteAssistantFile()
    mutate(
      { assistant_id: 'a', file_id: 'f' },
      {
        onSuccess: (given) =>
          expectTypeOf(given).toEqualTypeOf<Deleted<'assistant.file.deleted'>>(),
      },
    )
    expectTypeOf(data).toEqualTypeOf<Deleted<'assistant.file.deleted'> | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'deleteAssistantFile'> | undefined>()
    expectTypeOf(deleteAssistantFileMutation(client)).toEqualTypeOf<
      WriteMutation<'deleteAssistantFile'>
    >()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useDeleteAssistantFile()
    // @ts-expect-error -- a member is missing
    mutate({ file_id: 'f' })
    // @ts-expect-error -- the id has another name
    mutate({ assistant_id: 'a', fileId: 'f' })
    // @ts-expect-error -- the door is not a caller's to replace
    useDeleteAssistantFile({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})
