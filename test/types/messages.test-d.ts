// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type {
  AssistantsClient,
  AssistantsError,
  Deleted,
  Message,
  MessageFile,
  MessageIncompleteDetails,
  Params,
} from '../../src/api/index.js'
import {
  createMessageMutation,
  deleteMessageMutation,
  type ListData,
  listItems,
  messageFileQuery,
  messageFilesQuery,
  messageQuery,
  messagesQuery,
  modifyMessageMutation,
  useCreateMessage,
  useDeleteMessage,
  useMessage,
  useMessageFile,
  useMessageFiles,
  useMessages,
  useModifyMessage,
  useSuspenseMessage,
  useSuspenseMessageFile,
  useSuspenseMessageFiles,
  useSuspenseMessages,
  type WriteMutation,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient

describe('Message', () => {
  const params = { thread_id: 't', message_id: 'm' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useMessage(params).data).toEqualTypeOf<Message | undefined>()
    expectTypeOf(useMessage(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseMessage(params).data).toEqualTypeOf<Message>()
    expectTypeOf(useMessage(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = messageQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<Message | undefined>()
  })

  it('is narrowed by its status, where the server tells one', () => {
    const { data: message } = useSuspenseMessage(params)
    if (message.status === 'incomplete') {
      expectTypeOf(message.incomplete_details).toEqualTypeOf<MessageIncompleteDetails>()
      expectTypeOf(message.incomplete_at).toEqualTypeOf<number>()
    }
    if (message.status === 'completed') expectTypeOf(message.completed_at).toEqualTypeOf<number>()
    // @ts-expect-error -- a message that was read may lack a status, and with it the time
    message.completed_at.toFixed()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useMessage({ message_id: 'm' })
    // @ts-expect-error -- an id is missing
    messageQuery(client, { message_id: 'm' })
    // @ts-expect-error -- the id has another name
    useMessage({ thread_id: 't', messageId: 'm' })
    // @ts-expect-error -- the id has another name
    useSuspenseMessage({ thread_id: 't', messageId: 'm' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseMessage(skipToken)
  })
})

describe('Messages', () => {
  const params = { thread_id: 't' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useMessages(params).data).toEqualTypeOf<ListData<Message> | undefined>()
    expectTypeOf(useMessages(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseMessages(params).data).toEqualTypeOf<ListData<Message>>()
    expectTypeOf(useMessages(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = messagesQuery(client, params)
    expectTypeOf(listItems(cache.getQueryData(queryKey))).toEqualTypeOf<Message[]>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useMessages({})
    // @ts-expect-error -- an id is missing
    messagesQuery(client, {})
    // @ts-expect-error -- the id has another name
    useMessages({ threadId: 't' })
    // @ts-expect-error -- the id has another name
    useSuspenseMessages({ threadId: 't' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseMessages(skipToken)
  })
})

describe('MessageFile', () => {
  const params = { thread_id: 't', message_id: 'm', file_id: 'f' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useMessageFile(params).data).toEqualTypeOf<MessageFile | undefined>()
    expectTypeOf(useMessageFile(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseMessageFile(params).data).toEqualTypeOf<MessageFile>()
    expectTypeOf(useMessageFile(params, { select: () => 1 }).data).toEqualTypeOf<
      number | undefined
    >()
    const { queryKey } = messageFileQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<MessageFile | undefined>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useMessageFile({ message_id: 'm', file_id: 'f' })
    // @ts-expect-error -- an id is missing
    messageFileQuery(client, { message_id: 'm', file_id: 'f' })
    // @ts-expect-error -- the id has another name
    useMessageFile({ thread_id: 't', message_id: 'm', id: 'f' })
    // @ts-expect-error -- the id has another name
    useSuspenseMessageFile({ thread_id: 't', message_id: 'm', id: 'f' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseMessageFile(skipToken)
  })
})

describe('MessageFiles', () => {
  const params = { thread_id: 't', message_id: 'm' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useMessageFiles(params).data).toEqualTypeOf<ListData<MessageFile> | undefined>()
    expectTypeOf(useMessageFiles(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseMessageFiles(params).data).toEqualTypeOf<ListData<MessageFile>>()
    expectTypeOf(useMessageFiles(params, { select: () => 1 }).data).toEqualTypeOf<
      number | undefined
    >()
    const { queryKey } = messageFilesQuery(client, params)
    expectTypeOf(listItems(cache.getQueryData(queryKey))).toEqualTypeOf<MessageFile[]>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useMessageFiles({ message_id: 'm' })
    // @ts-expect-error -- an id is missing
    messageFilesQuery(client, { message_id: 'm' })
    // @ts-expect-error -- the id has another name
    useMessageFiles({ thread_id: 't', messageId: 'm' })
    // @ts-expect-error -- the id has another name
    useSuspenseMessageFiles({ thread_id: 't', messageId: 'm' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseMessageFiles(skipToken)
  })
})

describe('createMessage', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useCreateMessage()
    mutate(
      { thread_id: 't', role: 'user', content: 'hi' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Message>() },
    )
    expectTypeOf(data).toEqualTypeOf<Message | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'createMessage'> | undefined>()
    expectTypeOf(createMessageMutation(client)).toEqualTypeOf<WriteMutation<'createMessage'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useCreateMessage()
    // @ts-expect-error -- a member is missing
    mutate({ role: 'user', content: 'hi' })
    // @ts-expect-error -- file_ids is of the first edition
    mutate({ thread_id: 't', role: 'user', content: 'hi', file_ids: ['f'] })
    // @ts-expect-error -- the door is not a caller's to replace
    useCreateMessage({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('modifyMessage', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useModifyMessage()
    mutate(
      { thread_id: 't', message_id: 'm', metadata: {} },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Message>() },
    )
    expectTypeOf(data).toEqualTypeOf<Message | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'modifyMessage'> | undefined>()
    expectTypeOf(modifyMessageMutation(client)).toEqualTypeOf<WriteMutation<'modifyMessage'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useModifyMessage()
    // @ts-expect-error -- a member is missing
    mutate({ message_id: 'm', metadata: {} })
    // @ts-expect-error -- what was said stays as it was said
    mutate({ thread_id: 't', message_id: 'm', content: 'new' })
    // @ts-expect-error -- the door is not a caller's to replace
    useModifyMessage({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('deleteMessage', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useDeleteMessage()
    mutate(
      { thread_id: 't', message_id: 'm' },
      {
        onSuccess: (given) =>
          expectTypeOf(given).toEqualTypeOf<Deleted<'thread.message.deleted'>>(),
      },
    )
    expectTypeOf(data).toEqualTypeOf<Deleted<'thread.message.deleted'> | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'deleteMessage'> | undefined>()
    expectTypeOf(deleteMessageMutation(client)).toEqualTypeOf<WriteMutation<'deleteMessage'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useDeleteMessage()
    // @ts-expect-error -- a member is missing
    mutate({ message_id: 'm' })
    // @ts-expect-error -- the id has another name
    mutate({ thread_id: 't', messageId: 'm' })
    // @ts-expect-error -- the door is not a caller's to replace
    useDeleteMessage({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})
