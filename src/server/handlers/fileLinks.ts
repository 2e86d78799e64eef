import type { AssistantFile, MessageFile } from '../../api/index.js'
import { linkedIds, linkFiles } from '../fileLinks.js'
import { assistantFileBody } from '../firstBodies.js'
import { type Listing, pageOf, readPageQuery } from '../pages.js'
import { parseBody } from '../parseBody.js'
import { notFound } from '../refusals.js'
import { type AssistantRow, type FileLink, type MessageRow, needRow, putRow } from '../rows.js'
import { needFile } from './files.js'
import { type Call, type Context, type Handler, idOf, json } from './handler.js'

// Links are the first edition's alone. A linked file goes by its own id.

const showAssistantFile =
  (assistant_id: string) =>
  ({ file_id, created_at }: FileLink): AssistantFile => ({
    id: file_id,
    object: 'assistant.file',
    created_at,
    assistant_id,
  })

const showMessageFile =
  ({ id, created_at }: MessageRow) =>
  (file_id: string): MessageFile => ({
    id: file_id,
    object: 'thread.message.file',
    created_at,
    message_id: id,
  })

/** A list that is at hand as a whole. What is `gone` marks its place and is not shown. */
const listingOf = <T>(
  all: readonly T[],
  idOfItem: (item: T) => string,
  isGone: (item: T) => boolean,
): Listing<T> => ({
  noun: 'file',
  locate: (id) => {
    const position = all.findIndex((item) => idOfItem(item) === id)
    return position < 0 ? undefined : position
  },
  read: ({ order, limit, above = -1, below = Infinity }) => {
    const found = all.filter((item, at) => at > above && at < below && !isGone(item))
    return (order === 'asc' ? found : found.toReversed()).slice(0, limit)
  },
})

const needLink = ({ links }: AssistantRow, fileId: string): FileLink => {
  const link = links.find(({ file_id, undone }) => file_id === fileId && !undone)
  if (!link) throw notFound('file', fileId)
  return link
}

const needAssistant = (call: Call, { store }: Pick<Context, 'store'>) =>
  needRow(store, 'assistant', idOf(call, 'assistant_id'))

/** Replaces what is linked, with the assistant's lock held, and answers with what `say` makes of it. */
const relink = (
  call: Call,
  { store, lock, now }: Context,
  choose: (row: AssistantRow) => Promise<readonly string[]>,
  say: (row: AssistantRow) => object,
) =>
  lock(idOf(call, 'assistant_id'), async () => {
    const kept = await needAssistant(call, { store })
    const row = linkFiles(kept, await choose(kept), now())
    await store.batch([putRow('assistant', row.id, '', row)])
    return json(say(row))
  })

export const createAssistantFile: Handler = (call, context) => {
  const { file_id } = parseBody(assistantFileBody, call.json())
  return relink(
    call,
    context,
    async (row) => {
      await needFile(context, file_id)
      return [...linkedIds(row), file_id]
    },
    (row) => showAssistantFile(row.id)(needLink(row, file_id)),
  )
}

export const listAssistantFiles: Handler = async (call, context) => {
  const row = await needAssistant(call, context)
  const listing = listingOf(
    row.links,
    ({ file_id }) => file_id,
    ({ undone }) => undone,
  )
  return json(await pageOf(listing, readPageQuery(call.query), showAssistantFile(row.id)))
}

export const getAssistantFile: Handler = async (call, context) => {
  const row = await needAssistant(call, context)
  return json(showAssistantFile(row.id)(needLink(row, idOf(call, 'file_id'))))
}

export const deleteAssistantFile: Handler = (call, context) => {
  const id = idOf(call, 'file_id')
  return relink(
    call,
    context,
    async (row) => {
      needLink(row, id)
      return linkedIds(row).filter((linked) => linked !== id)
    },
    () => ({ id, object: 'assistant.file.deleted', deleted: true }),
  )
}

async function needMessage(call: Call, { store }: Context): Promise<MessageRow> {
  const threadId = idOf(call, 'thread_id')
  await needRow(store, 'thread', threadId)
  return needRow(store, 'message', idOf(call, 'message_id'), threadId)
}

export const listMessageFiles: Handler = async (call, context) => {
  const row = await needMessage(call, context)
  const listing = listingOf(
    row.file_ids ?? [],
    (id) => id,
    () => false,
  )
  return json(await pageOf(listing, readPageQuery(call.query), showMessageFile(row)))
}

export const getMessageFile: Handler = async (call, context) => {
  const row = await needMessage(call, context)
  const id = idOf(call, 'file_id')
  if (!row.file_ids?.includes(id)) throw notFound('file', id)
  return json(showMessageFile(row)(id))
}
