import { skipToken } from '@tanstack/react-query'
import { useState } from 'react'
import {
  listItems,
  pollWhileActive,
  useCancelRun,
  useCreateRun,
  useRun,
  useRuns,
  useRunSteps,
} from '../../../src/index.js'

/** A run without a live view: started, looked at once a second while it can change, and stopped. */
export function RunsExample({
  thread_id,
  assistant_id,
}: Record<'thread_id' | 'assistant_id', string>) {
  const [run_id, choose] = useState<string>()
  const ids = run_id ? { thread_id, run_id } : skipToken
  const list = useRuns({ thread_id })
  const run = useRun(ids, { refetchInterval: pollWhileActive })
  const steps = useRunSteps(ids, { enabled: run.data?.status === 'completed' })
  const create = useCreateRun()
  const cancel = useCancelRun()
  return (
    <>
      <button
        type="button"
        onClick={() =>
          create.mutate({ thread_id, assistant_id }, { onSuccess: ({ id }) => choose(id) })
        }
      >
        Start a run
      </button>
      <ul>
        {listItems(list.data).map(({ id, status }) => (
          <li key={id}>
            <button type="button" aria-pressed={id === run_id} onClick={() => choose(id)}>
              {id}: {status}
            </button>
          </li>
        ))}
      </ul>
      {run.data && (
        <p>
          It is <strong>{run.data.status}</strong>
          {listItems(steps.data).map(({ id, type }) => (
            <span key={id}>, {type}</span>
          ))}{' '}
          {run_id && run.data.status === 'in_progress' && (
            <button type="button" onClick={() => cancel.mutate({ thread_id, run_id })}>
              Cancel
            </button>
          )}
        </p>
      )}
      {create.error && <p role="alert">{create.error.message}</p>}
    </>
  )
}
