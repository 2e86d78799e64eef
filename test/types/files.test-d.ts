// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type {
  AssistantsClient,
  AssistantsError,
  Deleted,
  FileObject,
  Params,
} from '../../src/api/index.js'
import {
  deleteFileMutation,
  fileContentQuery,
  fileQuery,
  filesQuery,
  type ListData,
  listItems,
  uploadFileMutation,
  useDeleteFile,
  useFile,
  useFileContent,
  useFiles,
  useSuspenseFile,
  useSuspenseFileContent,
  useSuspenseFiles,
  useUploadFile,
  type WriteMutation,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient

describe('File', () => {
  const params = { file_id: 'f' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useFile(params).data).toEqualTypeOf<FileObject | undefined>()
    expectTypeOf(useFile(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseFile(params).data).toEqualTypeOf<FileObject>()
    expectTypeOf(useFile(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = fileQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<FileObject | undefined>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useFile({})
    // @ts-expect-error -- an id is missing
    fileQuery(client, {})
    // @ts-expect-error -- the id has another name
    useFile({ fileId: 'f' })
    // @ts-expect-error -- the id has another name
    useSuspenseFile({ fileId: 'f' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseFile(skipToken)
  })
})

describe('Files', () => {
  const params = { purpose: 'vision' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useFiles(params).data).toEqualTypeOf<ListData<FileObject> | undefined>()
    expectTypeOf(useFiles(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseFiles(params).data).toEqualTypeOf<ListData<FileObject>>()
    expectTypeOf(useFiles(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = filesQuery(client, params)
    expectTypeOf(listItems(cache.getQueryData(queryKey))).toEqualTypeOf<FileObject[]>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- the factory makes the cursors
    useFiles({ before: 'f' })
    // @ts-expect-error -- the factory makes the cursors
    useSuspenseFiles({ before: 'f' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseFiles(skipToken)
  })
})

describe('FileContent', () => {
  const params = { file_id: 'f' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useFileContent(params).data).toEqualTypeOf<Blob | undefined>()
    expectTypeOf(useFileContent(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseFileContent(params).data).toEqualTypeOf<Blob>()
    expectTypeOf(useFileContent(params, { select: () => 1 }).data).toEqualTypeOf<
      number | undefined
    >()
    const { queryKey } = fileContentQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<Blob | undefined>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useFileContent({})
    // @ts-expect-error -- an id is missing
    fileContentQuery(client, {})
    // @ts-expect-error -- the id has another name
    useFileContent({ id: 'f' })
    // @ts-expect-error -- the id has another name
    useSuspenseFileContent({ id: 'f' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseFileContent(skipToken)
  })
})

describe('uploadFile', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useUploadFile()
    mutate(
      { file: new Blob(['x']), purpose: 'assistants' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<FileObject>() },
    )
    expectTypeOf(data).toEqualTypeOf<FileObject | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'uploadFile'> | undefined>()
    expectTypeOf(uploadFileMutation(client)).toEqualTypeOf<WriteMutation<'uploadFile'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useUploadFile()
    // @ts-expect-error -- a member is missing
    mutate({ purpose: 'assistants' })
    // @ts-expect-error -- no such purpose
    mutate({ file: new Blob(['x']), purpose: 'holidays' })
    // @ts-expect-error -- the door is not a caller's to replace
    useUploadFile({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('deleteFile', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useDeleteFile()
    mutate(
      { file_id: 'f' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Deleted<'file'>>() },
    )
    expectTypeOf(data).toEqualTypeOf<Deleted<'file'> | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'deleteFile'> | undefined>()
    expectTypeOf(deleteFileMutation(client)).toEqualTypeOf<WriteMutation<'deleteFile'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useDeleteFile()
    // @ts-expect-error -- a member is missing
    mutate({})
    // @ts-expect-error -- the id has another name
    mutate({ fileId: 'f' })
    // @ts-expect-error -- the door is not a caller's to replace
    useDeleteFile({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})
