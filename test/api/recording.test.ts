import { describe, expect, it } from 'vitest'
import { createAssistantsClient, type Fetch, type RunEvent } from '../../src/api/index.js'
import { createAssistantsServer, scripted } from '../../src/server/index.js'
import {
  createManualClock,
  faultyFetch,
  recordSession,
  replaySession,
  type Session,
} from '../../src/testing/index.js'

const baseUrl = 'https://server.test/v1'
const secret = 'Bearer not-to-be-kept'

/** Talks for a while, and tells each thing that was heard and when. */
async function talk(fetch: Fetch, clock = createManualClock()) {
  const heard: [at: number, event: RunEvent['event']][] = []
  const began = clock.now()
  const client = createAssistantsClient({
    baseUrl,
    fetch,
    clock,
    maxRetries: 0,
    headers: { authorization: secret },
  })
  const work = async () => {
    const { id: assistant_id } = await client.createAssistant({ model: 'scripted' })
    const { id: thread_id } = await client.createThread({})
    await client.createMessage({ thread_id, role: 'user', content: 'Grüße 👩‍🚀' })
    for await (const { event } of client.stream.createRun({ thread_id, assistant_id })) {
      heard.push([clock.now() - began, event])
    }
    const { data } = await client.listMessages({ thread_id, limit: 20 })
    return JSON.stringify(data)
  }
  const done = work()
  // Handled where it is awaited; until then time has to pass.
  done.catch(() => {})
  await clock.advance(60_000)
  return { heard, end: await done.catch((error: Error) => error.name) }
}

async function record() {
  const clock = createManualClock()
  const server = createAssistantsServer({ clock, model: scripted({ clock, pace: 100 }) })
  const network = faultyFetch(server.fetch, [], { clock })
  const recorder = recordSession(network, { clock })
  return { clock, network, recorder }
}

describe('a recorded session', () => {
  it('plays again as it was: the same answers, the same events, at the same moments', async () => {
    const { clock, recorder } = await record()
    const first = await talk(recorder, clock)
    expect(first.heard.length).toBeGreaterThan(12)
    // As JSON, since that is how it is kept.
    const session = JSON.parse(JSON.stringify(recorder.session())) as Session
    for (let time = 0; time < 2; time++) {
      const again = createManualClock()
      expect(await talk(replaySession(session, { clock: again }), again)).toEqual(first)
    }
    const atOnce = await talk(replaySession(session, { speed: Infinity }))
    expect(atOnce.heard.map(([, event]) => event)).toEqual(first.heard.map(([, event]) => event))
    expect(new Set(atOnce.heard.map(([at]) => at))).toEqual(new Set([0]))
  })

  it('holds nothing of who asked', async () => {
    const { clock, recorder } = await record()
    await talk(recorder, clock)
    const text = JSON.stringify(recorder.session())
    expect(text).toContain('Grüße')
    expect(text).not.toContain(secret)
    expect(text).not.toContain('server.test')
  })

  it('breaks where it broke', async () => {
    const { clock, network, recorder } = await record()
    network.add({ operation: 'createRun', cut: { afterEvents: 9 } })
    const first = await talk(recorder, clock)
    expect(first.end).toBe('StreamError')
    const again = createManualClock()
    expect(await talk(replaySession(recorder.session(), { clock: again }), again)).toEqual(first)
  })

  it('fails where it failed', async () => {
    const { clock, network, recorder } = await record()
    network.add({ operation: 'createMessage', failBefore: true })
    const first = await talk(recorder, clock)
    expect(first.end).toBe('ConnectionError')
    const again = createManualClock()
    expect(await talk(replaySession(recorder.session(), { clock: again }), again)).toEqual(first)
  })

  it('says of what was never asked that it holds no answer, and repeats the last one of a line', async () => {
    const { clock, recorder } = await record()
    await talk(recorder, clock)
    const replay = replaySession(recorder.session(), { speed: Infinity })
    const strange = await replay(new Request(`${baseUrl}/dreams`))
    expect([strange.status, await strange.text()]).toEqual([
      404,
      expect.stringContaining('holds no answer to GET /dreams'),
    ])
    const ask = async () =>
      (await replay(new Request(`${baseUrl}/threads`, { method: 'POST' }))).text()
    expect(await ask()).toBe(await ask())
  })

  it('begins anew when it is cleared', async () => {
    const { clock, recorder } = await record()
    await talk(recorder, clock)
    recorder.clear()
    expect(recorder.session()).toEqual({ version: 1, exchanges: [] })
    await recorder(
      new Request(`${baseUrl}/assistants`, { headers: { 'openai-beta': 'assistants=v2' } }),
    )
    expect(recorder.session().exchanges).toMatchObject([{ at: 0, line: 'GET /assistants' }])
  })
})
