import {
  deleteMessageMutation,
  listItems,
  messageQuery,
  messagesQuery,
  modifyMessageMutation,
  putPage,
  putResource,
} from '../../src/queries/index.js'
import { makeBackend, makeCache, makeMessage, makePage, write } from './support.js'

export const list = { thread_id: 't1' }
export const message = (n: number) => ({ ...list, message_id: `msg_${n}` })
export const post = (n: number) => `POST /threads/t1/messages/msg_${n}`
export const remove = (n: number) => `DELETE /threads/t1/messages/msg_${n}`
export const refusal = { error: { message: 'No.' } }
export const gone = (n: number) =>
  ({ id: `msg_${n}`, object: 'thread.message.deleted', deleted: true }) as const

/** A cache with messages 3, 2 and 1 in a list, and the second under its own key. */
export function setUp() {
  const backend = makeBackend()
  const cache = makeCache()
  const { client } = backend
  const many = messagesQuery(client, list).queryKey
  const one = messageQuery(client, message(2)).queryKey
  const rows = [3, 2, 1].map((n) => makeMessage(n))
  putPage(cache, client, 'listMessages', list, makePage(rows))
  putResource(cache, client, makeMessage(2))
  const shown = () =>
    listItems(cache.getQueryData(many)).map(({ id, metadata }) =>
      [id.slice(4), ...Object.keys(metadata ?? {})].join(' '),
    )
  const own = () => Object.keys(cache.getQueryData(one)?.metadata ?? {}).join(' ')
  const modify = (name: string, n = 2) =>
    write(cache, modifyMessageMutation(client), {
      ...message(n),
      metadata: { [name]: 'yes' },
    }).catch((error: unknown) => error)
  const drop = (n: number) =>
    write(cache, deleteMessageMutation(client), message(n)).catch((error: unknown) => error)
  return { ...backend, cache, many, one, rows, shown, own, modify, drop }
}
