import { describe, expect, it } from 'vitest'
import { createAssistantsClient, dialects, type RunEvent } from '../../src/api/index.js'
import { createAssistantsServer, memoryStore } from '../../src/server/index.js'
import { call, collect, finish, heldModel, names, serverFor, text, turns } from './serverFor.js'

type Options = Parameters<typeof serverFor>[0]

/** A server and a client that knows what it can do. */
function resumable(options: Options = {}) {
  const kit = serverFor(options)
  const { server, clock } = kit
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: server.fetch,
    clock,
    dialect: dialects.ownServer,
    maxRetries: 0,
  })
  return { ...kit, client }
}

/** A run that has said "One two three", heard to its end. */
async function heardRun() {
  const { model } = turns([text('One '), text('two '), text('three'), finish])
  const kit = resumable({ model })
  const { assistant, thread } = await kit.setUp()
  const thread_id = thread.id
  const heard = await collect(
    kit.client.stream.createRun({ thread_id, assistant_id: assistant.id }),
  )
  const [first] = heard
  const ids = { thread_id, run_id: first?.data.id ?? '' }
  const resume = (lastEventId?: string) =>
    collect(kit.client.stream.resumeRun(ids, { lastEventId }))
  return { ...kit, heard, ids, resume }
}

const textOf = (events: readonly RunEvent[]) =>
  events
    .flatMap((told) => (told.event === 'thread.message.delta' ? told.data.delta.content : []))
    .map((part) => (part?.type === 'text' ? part.text?.value : ''))
    .join('')

describe('a stream that is taken up again', () => {
  it('gives each event an id of its own', async () => {
    const { heard } = await heardRun()
    expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length)
    expect(heard.every(({ id }) => id !== undefined)).toBe(true)
  })

  it('goes on behind each event, without a gap and without telling one twice', async () => {
    const { heard, resume } = await heardRun()
    for (const [at, { id }] of heard.entries()) {
      expect(await resume(id)).toEqual(heard.slice(at + 1))
    }
  })

  it('begins at the beginning without an id, and with one that it never gave', async () => {
    const { heard, resume } = await heardRun()
    expect(await resume()).toEqual(heard)
    for (const id of ['7', 'x-1', `${heard[0]?.id?.replace(/-.*/, '')}-999`, '-1', '']) {
      expect(await resume(id)).toEqual(heard)
    }
  })

  it('hears what is said from now on, beside the reader who was there first', async () => {
    const held = heldModel()
    const { client, clock, setUp } = resumable({ model: held.model })
    const { assistant, thread } = await setUp()
    const thread_id = thread.id
    const first = collect(client.stream.createRun({ thread_id, assistant_id: assistant.id }))
    held.say(text('One '))
    await clock.settle()
    const { data } = await client.listRuns({ thread_id })
    const second = collect(client.stream.resumeRun({ thread_id, run_id: data[0]?.id ?? '' }))
    await clock.settle()
    held.say(text('two'), finish)
    expect(await second).toEqual(await first)
    expect(textOf(await second)).toBe('One two')
  })

  it('tells of earlier turns only what they left for good', async () => {
    const { model } = turns(
      [text('Let me look.'), ...call('call_a', 'get_weather', '{}'), finish],
      [text('Mild.'), finish],
    )
    const { client, setUpAsking } = resumable({ model })
    const { thread_id, run_id } = await setUpAsking()
    const asked = await collect(client.stream.resumeRun({ thread_id, run_id }))
    expect(names(asked).at(-1)).toBe('thread.run.requires_action')
    const tool_outputs = [{ tool_call_id: 'call_a', output: '20' }]
    const answered = await collect(
      client.stream.submitToolOutputs({ thread_id, run_id, tool_outputs }),
    )
    expect(names(answered)).not.toContain('thread.run.requires_action')
    const all = await collect(client.stream.resumeRun({ thread_id, run_id }))
    expect(all).toEqual([
      ...asked.filter(({ event }) => /(message|step)\.completed$/.test(event)),
      ...answered,
    ])
    // Whoever heard the question and nothing since hears the rest.
    const rest = client.stream.resumeRun({ thread_id, run_id }, { lastEventId: asked.at(-1)?.id })
    expect(await collect(rest)).toEqual(answered)
  })

  it('tells how a run ended that nobody answered', async () => {
    const { model } = turns([...call('call_a', 'get_weather', '{}'), finish])
    const { client, clock, setUpAsking } = resumable({ model })
    const { thread_id, run_id } = await setUpAsking()
    const asked = await collect(client.stream.resumeRun({ thread_id, run_id }))
    const lastEventId = asked.at(-1)?.id
    await clock.advance(601_000)
    const rest = await collect(client.stream.resumeRun({ thread_id, run_id }, { lastEventId }))
    expect(names(rest)).toEqual(['thread.run.step.expired', 'thread.run.expired'])
  })

  it('tells the outcome from what is kept where the events are gone with the server', async () => {
    const store = memoryStore()
    const { model } = turns([text('One '), text('two'), finish])
    const before = resumable({ model, store })
    const { assistant, thread } = await before.setUp()
    const thread_id = thread.id
    const heard = await collect(
      before.client.stream.createRun({ thread_id, assistant_id: assistant.id }),
    )
    before.server.close()
    const { server } = resumable({ store })
    const client = createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      fetch: server.fetch,
      dialect: dialects.ownServer,
    })
    const run_id = heard[0]?.data.id ?? ''
    const told = await collect(
      client.stream.resumeRun({ thread_id, run_id }, { lastEventId: heard[5]?.id }),
    )
    expect(names(told)).toEqual([
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    expect(told.map(({ data }) => data)).toEqual(heard.slice(-3).map(({ data }) => data))
  })

  it('forgets the oldest of more than a hundred runs, and still tells their outcome', async () => {
    const { client, heard, ids, resume } = await heardRun()
    const { assistant_id } = await client.getRun(ids)
    for (let n = 0; n < 100; n++) {
      await collect(client.stream.createThreadAndRun({ assistant_id }))
    }
    const told = await resume(heard[3]?.id)
    expect(names(told)).toEqual([
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
  })

  it('is in the shapes of the edition that asks', async () => {
    const { send, ids } = await heardRun()
    const response = await send('GET', `/threads/${ids.thread_id}/runs/${ids.run_id}/events`, {
      headers: { 'openai-beta': 'assistants=v1' },
    })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    expect(await response.text()).toContain('"file_ids":[]')
  })

  it('is refused for a run that is not there', async () => {
    const { ask, ids } = await heardRun()
    const path = `/threads/${ids.thread_id}/runs/run_x/events`
    expect((await ask('GET', path)).status).toBe(404)
    expect((await ask('POST', path)).status).toBe(405)
  })

  it('holds a comment for every 15 seconds of silence, like any other', async () => {
    const held = heldModel()
    const { client, clock, send, setUp } = resumable({ model: held.model })
    const { assistant, thread } = await setUp()
    const { id } = await client.createRun({ thread_id: thread.id, assistant_id: assistant.id })
    await clock.settle()
    const response = await send('GET', `/threads/${thread.id}/runs/${id}/events`)
    const all = response.text()
    await clock.settle()
    await clock.advance(31_000)
    held.say(finish)
    expect((await all).split(': still here').length).toBe(3)
  })
})

describe('a client', () => {
  it('sends nothing where the dialect does not say that streams can be taken up', async () => {
    const server = createAssistantsServer()
    const client = createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      fetch: server.fetch,
    })
    expect(client.isSupported('resumeRun')).toBe(false)
    await expect(collect(client.stream.resumeRun({ thread_id: 't', run_id: 'r' }))).rejects.toThrow(
      'resumeRun does not exist in the dialect "generic"',
    )
  })

  it.each([405, 404])('remembers a server that answers %s to it', async (status) => {
    const { server, ids } = await heardRun()
    const client = createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      dialect: dialects.ownServer,
      fetch: (request) =>
        request.url.endsWith('/events')
          ? Promise.resolve(Response.json({ detail: 'no' }, { status }))
          : server.fetch(request),
    })
    await expect(collect(client.stream.resumeRun(ids))).rejects.toThrow(`answered with ${status}`)
    // 404 may speak of the run; that it is there tells that the route is not.
    await client.getRun(ids)
    expect(client.isSupported('resumeRun')).toBe(false)
  })

  it('takes anything but a stream of events for no answer of this protocol', async () => {
    const client = createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      dialect: dialects.ownServer,
      fetch: () => Promise.resolve(Response.json({ id: 'run_1', object: 'thread.run' })),
    })
    await expect(collect(client.stream.resumeRun({ thread_id: 't', run_id: 'r' }))).rejects.toThrow(
      'resumeRun was answered with 200 and application/json',
    )
  })
})
