import type { CreateThreadInput } from '../bodies.js'
import type { ThreadV2 } from '../../api/index.js'
import { replaceLists } from '../fileLinks.js'
import { parseBody } from '../parseBody.js'
import { readPage, readPageQuery } from '../pages.js'
import { listRows, needRow, putRow } from '../rows.js'
import type { Write } from '../stores/store.js'
import { type Context, type Handler, idOf, json } from './handler.js'
import { attach, makeMessage } from './makeMessage.js'

/** A new thread and the writes that keep it, its first messages among them. */
export function makeThread(
  { newId, now }: Pick<Context, 'newId' | 'now'>,
  body: CreateThreadInput,
): { thread: ThreadV2; writes: Write[] } {
  const id = newId('thread_')
  const messages = (body.messages ?? []).map((input) => makeMessage({ newId, now }, id, input))
  const empty: ThreadV2 = {
    id,
    object: 'thread',
    created_at: now(),
    metadata: body.metadata ?? {},
    tool_resources: body.tool_resources ?? {},
  }
  const thread = attach(empty, messages)
  return {
    thread,
    writes: [
      putRow('thread', id, '', thread),
      ...messages.map((message) => putRow('message', message.id, id, message)),
    ],
  }
}

export const createThread: Handler = async (call, { store, newId, now }) => {
  const { thread, writes } = makeThread(
    { newId, now },
    parseBody(call.edition.bodies.createThread, call.json()),
  )
  await store.batch(writes)
  return json(call.edition.thread(thread))
}

export const getThread: Handler = async (call, { store }) =>
  json(call.edition.thread(await needRow(store, 'thread', idOf(call, 'thread_id'))))

/** All of them: rows have no owner here, so who may ask is for `authorize` to say. */
export const listThreads: Handler = async (call, { store }) =>
  json(
    await readPage(store, 'thread', '', readPageQuery(call.query), (row) =>
      call.edition.thread(row),
    ),
  )

export const modifyThread: Handler = (call, { store, lock }) => {
  const id = idOf(call, 'thread_id')
  return lock(id, async () => {
    const kept = await needRow(store, 'thread', id)
    const { metadata, tool_resources } = parseBody(call.edition.bodies.modifyThread, call.json())
    const thread: ThreadV2 = {
      ...kept,
      ...(metadata !== undefined && { metadata: metadata ?? {} }),
      tool_resources: replaceLists(kept.tool_resources, tool_resources),
    }
    await store.batch([putRow('thread', id, '', thread)])
    return json(call.edition.thread(thread))
  })
}

export const deleteThread: Handler = (call, { store, lock, runs }) => {
  const id = idOf(call, 'thread_id')
  return lock(id, async () => {
    await needRow(store, 'thread', id)
    await runs.callOff(id)
    const rows = await listRows(store, 'run', id)
    await store.batch([
      ...rows.map(({ run }): Write => ({ act: 'clear', kind: 'step', parent: run.id })),
      { act: 'clear', kind: 'run', parent: id },
      { act: 'clear', kind: 'message', parent: id },
      { act: 'delete', kind: 'thread', id },
    ])
    return json({ id, object: 'thread.deleted', deleted: true })
  })
}
