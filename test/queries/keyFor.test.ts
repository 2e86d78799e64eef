import { describe, expect, it } from 'vitest'

import { createAssistantsClient } from '../../src/api/index.js'
import { keyFor, type KeyParams, type ReadName, rootKey } from '../../src/queries/index.js'

const baseUrl = 'https://server.test/v1'
const client = createAssistantsClient({ baseUrl })

const ids = {
  assistant_id: 'A',
  thread_id: 'T',
  message_id: 'M',
  run_id: 'R',
  step_id: 'S',
  file_id: 'F',
}

const table: [ReadName, (keyof typeof ids)[], string][] = [
  ['getAssistant', ['assistant_id'], 'assistants, A'],
  ['listAssistants', [], 'assistants, list'],
  ['getAssistantFile', ['assistant_id', 'file_id'], 'assistants, A, files, F'],
  ['listAssistantFiles', ['assistant_id'], 'assistants, A, files, list'],
  ['getThread', ['thread_id'], 'threads, T'],
  ['getMessage', ['thread_id', 'message_id'], 'threads, T, messages, M'],
  ['listMessages', ['thread_id'], 'threads, T, messages, list'],
  ['getMessageFile', ['thread_id', 'message_id', 'file_id'], 'threads, T, messages, M, files, F'],
  ['listMessageFiles', ['thread_id', 'message_id'], 'threads, T, messages, M, files, list'],
  ['getRun', ['thread_id', 'run_id'], 'threads, T, runs, R'],
  ['listRuns', ['thread_id'], 'threads, T, runs, list'],
  ['getRunStep', ['thread_id', 'run_id', 'step_id'], 'threads, T, runs, R, steps, S'],
  ['listRunSteps', ['thread_id', 'run_id'], 'threads, T, runs, R, steps, list'],
  ['getFile', ['file_id'], 'files, F'],
  ['listFiles', [], 'files, list'],
  ['getFileContent', ['file_id'], 'files, F, content'],
]

// A row of the table names the ids that its operation needs.
const fill = (names: (keyof typeof ids)[]) =>
  Object.fromEntries(names.map((name) => [name, ids[name]])) as KeyParams<ReadName>

describe('keyFor', () => {
  it.each(table)('%s with %j is kept under %s', (operation, names, key) => {
    expect(keyFor(client, operation, fill(names))).toEqual([
      'assistants',
      client.scope,
      ...key.split(', '),
    ])
  })

  it.each(table.filter(([operation]) => operation.startsWith('list')))(
    '%s narrowed by the caller begins with the bare key',
    (operation, names) => {
      const bare = keyFor(client, operation, fill(names))
      const narrowed = keyFor(client, operation, { ...fill(names), limit: 5, order: 'asc' })
      expect(narrowed).toEqual([...bare, { limit: 5, order: 'asc' }])
    },
  )

  it('holds neither cursors nor members left undefined', () => {
    const params = { thread_id: 'T', after: 'x', before: 'y', limit: undefined, run_id: 'R' }
    // A cursor and an undefined member are what JavaScript can pass and the type forbids.
    const key = keyFor(client, 'listMessages', params as unknown as { thread_id: string })
    expect(key.slice(2)).toEqual(['threads', 'T', 'messages', 'list', { run_id: 'R' }])
  })

  it('is the same for two clients of one server, and differs by edition and by user', () => {
    const params = { thread_id: 'T' }
    const key = keyFor(client, 'getThread', params)
    expect(keyFor(createAssistantsClient({ baseUrl }), 'getThread', params)).toEqual(key)
    const others = [
      createAssistantsClient({ baseUrl, user: 'ann' }),
      createAssistantsClient({ baseUrl, user: 'bob' }),
      createAssistantsClient({ baseUrl, apiVersion: 'v1' }),
      createAssistantsClient({ baseUrl: 'https://other.test/v1' }),
    ].map((other) => JSON.stringify(keyFor(other, 'getThread', params)))
    expect(new Set([...others, JSON.stringify(key)]).size).toBe(5)
  })

  it('begins with the root', () => {
    expect(keyFor(client, 'listFiles', {}).slice(0, 2)).toEqual([...rootKey(client)])
  })

  it('says which id is missing', () => {
    expect(() => keyFor(client, 'getRun', { thread_id: 'T', run_id: '' })).toThrow(
      /getRun needs "run_id"/,
    )
  })
})
