import { describe, expect, it } from 'vitest'

import { answer, clientFor, errorOf, listen, refusal, run, type Step } from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }
const deleted = { id: 'm1', object: 'thread.message.deleted', deleted: true }
const page = { object: 'list', data: [], first_id: null, last_id: null, has_more: false }
const clientWith = (...steps: Step[]) => {
  const { client } = clientFor(steps, { maxRetries: 0 })
  let changes = 0
  const stop = client.onSupportChange(() => changes++)
  return { client, stop, changes: () => changes }
}

describe('a client learns what its server lacks', () => {
  it.each([405, 501])('from %i, at once', async (status) => {
    const { client, changes } = clientWith(refusal(status))
    expect(client.isSupported('deleteMessage')).toBe(true)
    await errorOf(client.deleteMessage({ thread_id: 't1', message_id: 'm1' }))
    expect(client.isSupported('deleteMessage')).toBe(false)
    expect(client.isSupported('cancelRun')).toBe(true)
    expect(changes()).toBe(1)
  })

  it.each<[string, 'cancelRun' | 'listRunSteps' | 'listRuns']>([
    ['the run', 'cancelRun'],
    ['the run', 'listRunSteps'],
    ['the thread, by its run,', 'listRuns'],
  ])('from 404 once %s is seen to be there: %s', async (_, operation) => {
    const { client, changes } = clientWith(refusal(404), answer(run))
    await errorOf(client[operation](ids))
    expect(client.isSupported(operation)).toBe(true)
    await client.getRun(ids)
    expect(client.isSupported(operation)).toBe(false)
    expect(changes()).toBe(1)
  })

  it('from a stream’s refusal too', async () => {
    const { client } = clientWith(refusal(405))
    await listen(client.stream.createRun({ thread_id: 't1', assistant_id: 'a' })).end.settled
    expect(client.isSupported('createRun')).toBe(false)
  })

  it('from 404 at a route without ids once anything is there', async () => {
    const { client } = clientWith(refusal(404), answer(run))
    await errorOf(client.listAssistants({}))
    await client.getRun(ids)
    expect(client.isSupported('listAssistants')).toBe(false)
  })

  it.each<[string, Step]>([
    ['another run is there', answer({ ...run, id: 'run_2' })],
    ['the run is gone as well', refusal(404)],
    ['the server fails', refusal(500)],
  ])('not from 404 when %s', async (_, next) => {
    const { client, changes } = clientWith(refusal(404), next)
    await errorOf(client.cancelRun(ids))
    await client.getRun({ ...ids, run_id: 'run_2' }).catch(() => {})
    expect(client.isSupported('cancelRun')).toBe(true)
    expect(changes()).toBe(0)
  })

  it('not from 404 at an object, whatever else is there', async () => {
    const { client } = clientWith(refusal(404), answer(run))
    await errorOf(client.getMessage({ thread_id: 't1', message_id: 'm1' }))
    await client.getRun(ids)
    expect(client.isSupported('getMessage')).toBe(true)
  })

  it('not from a deletion below which the route lay', async () => {
    const { client } = clientWith(refusal(404), answer({ ...deleted, id: 't1' }))
    await errorOf(client.listMessages({ thread_id: 't1' }))
    await client.deleteThread({ thread_id: 't1' })
    expect(client.isSupported('listMessages')).toBe(true)
  })

  it('and unlearns it with the first success; what is learned stops no call', async () => {
    const { client, changes } = clientWith(refusal(405), answer(page))
    await errorOf(client.listRunSteps(ids))
    await client.listRunSteps(ids)
    expect(client.isSupported('listRunSteps')).toBe(true)
    expect(changes()).toBe(2)
  })

  it('and tells nobody who has left', async () => {
    const { client, stop, changes } = clientWith(refusal(405))
    stop()
    await errorOf(client.cancelRun(ids))
    expect(changes()).toBe(0)
  })
})
