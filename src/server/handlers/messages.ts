import { metadataBody } from '../bodies.js'
import { readPage, readPageQuery } from '../pages.js'
import { parseBody } from '../parseBody.js'
import { invalid } from '../refusals.js'
import { needRow, putRow } from '../rows.js'
import { type Handler, idOf, json } from './handler.js'
import { attach, makeMessage } from './makeMessage.js'

export const createMessage: Handler = async (call, { store, newId, now, lock, runs }) => {
  const threadId = idOf(call, 'thread_id')
  await runs.catchUp(threadId)
  return lock(threadId, async () => {
    const thread = await needRow(store, 'thread', threadId)
    const body = parseBody(call.edition.bodies.createMessage, call.json())
    const active = await runs.activeRun(threadId)
    if (active) {
      throw invalid(`Can't add messages to ${threadId} while a run ${active.run.id} is active.`)
    }
    const message = makeMessage({ newId, now }, threadId, body)
    await store.batch([
      putRow('message', message.id, threadId, message),
      putRow('thread', threadId, '', attach(thread, [message])),
    ])
    return json(call.edition.message(message))
  })
}

export const listMessages: Handler = async (call, { store, runs }) => {
  const threadId = idOf(call, 'thread_id')
  await needRow(store, 'thread', threadId)
  await runs.catchUp(threadId)
  const runId = call.query.get('run_id')
  const page = await readPage(
    store,
    'message',
    threadId,
    readPageQuery(call.query),
    (row) => call.edition.message(row),
    runId === null ? undefined : ({ run_id }) => run_id === runId,
  )
  return json(page)
}

export const getMessage: Handler = async (call, { store, runs }) => {
  const threadId = idOf(call, 'thread_id')
  await needRow(store, 'thread', threadId)
  await runs.catchUp(threadId)
  return json(
    call.edition.message(await needRow(store, 'message', idOf(call, 'message_id'), threadId)),
  )
}

export const modifyMessage: Handler = (call, { store, lock }) => {
  const threadId = idOf(call, 'thread_id')
  return lock(threadId, async () => {
    await needRow(store, 'thread', threadId)
    const kept = await needRow(store, 'message', idOf(call, 'message_id'), threadId)
    const { metadata } = parseBody(metadataBody, call.json())
    const message = metadata === undefined ? kept : { ...kept, metadata: metadata ?? {} }
    await store.batch([putRow('message', message.id, threadId, message)])
    return json(call.edition.message(message))
  })
}

export const deleteMessage: Handler = (call, { store, lock }) => {
  const threadId = idOf(call, 'thread_id')
  const id = idOf(call, 'message_id')
  return lock(threadId, async () => {
    await needRow(store, 'thread', threadId)
    await needRow(store, 'message', id, threadId)
    await store.batch([{ act: 'delete', kind: 'message', id }])
    return json({ id, object: 'thread.message.deleted', deleted: true })
  })
}
