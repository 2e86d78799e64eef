import { skipToken } from '@tanstack/react-query'
import { useState } from 'react'
import {
  listItems,
  useCreateMessage,
  useDeleteMessage,
  useMessage,
  useMessages,
} from '../../../src/index.js'

/** Newest first, three at a time, with one message read by itself. */
export function MessagesExample({ thread_id }: { thread_id: string }) {
  const [message_id, choose] = useState<string>()
  const list = useMessages({ thread_id, limit: 3 })
  const one = useMessage(message_id ? { thread_id, message_id } : skipToken)
  const create = useCreateMessage()
  const remove = useDeleteMessage()
  const add = () => create.mutate({ thread_id, role: 'user', content: 'One more' })
  return (
    <>
      <button type="button" onClick={add}>
        Add a message
      </button>
      <ul>
        {listItems(list.data).map(({ id, content: [first] }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === message_id} onClick={() => choose(id)}>
              {first?.type === 'text' && first.text.value}
            </button>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" onClick={() => void list.fetchNextPage()}>
          Older
        </button>
      )}
      {one.data && (
        <p>
          Written at {new Date(one.data.created_at * 1000).toLocaleTimeString()} by {one.data.role}{' '}
          <button
            type="button"
            onClick={() =>
              remove.mutate(
                { thread_id, message_id: one.data.id },
                { onSuccess: () => choose(undefined) },
              )
            }
          >
            Delete
          </button>
        </p>
      )}
    </>
  )
}
