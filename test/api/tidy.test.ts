import { describe, expect, it } from 'vitest'

import { type OperationName, routes } from '../../src/api/index.js'
import { objectOf, tidy, tidyPage } from '../../src/api/tidy.js'
import { heldStream } from '../../src/testing/index.js'
import { answer, clientFor, listen, run } from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }
const params = { thread_id: 't1', assistant_id: 'asst_1' }

describe('a server that counts in milliseconds', () => {
  const created_at = 1_767_225_600_999
  const seconds = 1_767_225_600
  const slow = {
    ...run,
    created_at,
    expires_at: null,
    started_at: created_at,
    metadata: { a_at: '7' },
  }
  const seen = { ...slow, created_at: seconds, started_at: seconds }

  it('is heard in whole seconds: answers, pages and events', async () => {
    const page = {
      object: 'list',
      data: [slow, slow],
      first_id: null,
      last_id: null,
      has_more: false,
    }
    const { client } = clientFor([answer(slow), answer(page)])
    await expect(client.getRun(ids)).resolves.toEqual(seen)
    await expect(client.listRuns({ thread_id: 't1' })).resolves.toMatchObject({
      data: [seen, seen],
    })

    const held = heldStream()
    const streamed = clientFor(() => held.response)
    const { heard } = listen(streamed.client.stream.createRun(params))
    held.push('thread.run.queued', slow)
    await streamed.clock.settle()
    expect(heard).toEqual([{ event: 'thread.run.queued', data: seen }])

    const ignored = clientFor(answer(slow))
    const whole = listen(ignored.client.stream.createRun(params))
    await ignored.clock.settle()
    expect(whole.heard).toEqual([{ event: 'thread.run.queued', data: seen }])
  })
})

it('the kind of an answer is told by its operation', () => {
  const kinds = Object.fromEntries(
    (Object.keys(routes) as OperationName[]).map((operation) => [operation, objectOf(operation)]),
  )
  expect(kinds).toMatchObject({
    createAssistant: 'assistant',
    listAssistantFiles: 'assistant.file',
    createThread: 'thread',
    createThreadAndRun: 'thread.run',
    modifyMessage: 'thread.message',
    getMessageFile: 'thread.message.file',
    submitToolOutputs: 'thread.run',
    cancelRun: 'thread.run',
    listRunSteps: 'thread.run.step',
    uploadFile: 'file',
  })
})

describe('an object that lacks members', () => {
  it.each<[string, object, object]>([
    ['thread.message', { id: 'm' }, { thread_id: 't1', content: [] }],
    ['thread.message', { content: null }, { content: [] }],
    [
      'thread.message',
      { content: [null, 7, { type: 'text', text: 'Plain' }, { type: 'text' }, { type: 'film' }] },
      {
        content: [
          { type: 'text', text: { value: 'Plain', annotations: [] } },
          { type: 'text', text: { value: '', annotations: [] } },
          { type: 'film' },
        ],
      },
    ],
    [
      'thread.run.step',
      { id: 's' },
      { ...ids, step_details: { type: 'tool_calls', tool_calls: [] } },
    ],
    [
      'thread.run.step',
      { type: 'message_creation' },
      { step_details: { type: 'message_creation', message_creation: {} } },
    ],
    ['thread.run', { id: 'r', thread_id: 't2' }, { thread_id: 't2', tools: [] }],
    ['assistant', { tools: null, object: 'bot' }, { object: 'assistant', tools: [] }],
  ])('is made whole: %s %j', (object, given, expected) => {
    expect(tidy(structuredClone(given), object, ids)).toMatchObject({ object, ...expected })
  })

  it('is a page all the same', () => {
    const page = { object: 'threads', data: [null, { id: 'r' }], first_id: 'none' }
    expect(tidyPage(page, 'thread.run', ids)).toMatchObject({
      object: 'list',
      data: [{ id: 'r', object: 'thread.run', thread_id: 't1' }],
    })
    expect(tidyPage({}, 'thread', {})).toEqual({ object: 'list', data: [] })
  })

  it('keeps what is no part of the protocol, and every time in whole seconds', () => {
    const deep = { created_at: 1_767_225_600_999 }
    const held = { created_at: 1_767_225_600.7, failed_at: null, expires_at: 'soon', deep }
    expect(tidy(structuredClone(held), 'thread')).toEqual({
      ...held,
      object: 'thread',
      created_at: 1_767_225_600,
    })
  })
})
