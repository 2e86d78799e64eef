import { skipToken } from '@tanstack/react-query'
import { useState } from 'react'
import { useCreateThread, useDeleteThread, useModifyThread, useThread } from '../../../src/index.js'

/** The protocol lists no threads, so the app keeps the id. A thread that was just made is not asked for. */
export function ThreadsExample() {
  const [thread_id, choose] = useState<string>()
  const create = useCreateThread()
  const thread = useThread(thread_id ? { thread_id } : skipToken)
  const modify = useModifyThread()
  const remove = useDeleteThread()
  const title = thread.data?.metadata?.['title']
  return (
    <>
      <button
        type="button"
        onClick={() =>
          create.mutate({ metadata: { title: 'Untitled' } }, { onSuccess: ({ id }) => choose(id) })
        }
      >
        New thread
      </button>
      {thread_id && thread.data && (
        <>
          <p>
            <strong>{title}</strong>, {thread_id}
          </p>
          <button
            type="button"
            onClick={() => modify.mutate({ thread_id, metadata: { title: `${title}!` } })}
          >
            Add a mark
          </button>
          <button
            type="button"
            onClick={() => remove.mutate({ thread_id }, { onSuccess: () => choose(undefined) })}
          >
            Delete
          </button>
        </>
      )}
    </>
  )
}
