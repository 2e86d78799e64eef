import { expect } from 'vitest'
import { sleep, systemClock } from '../../src/api/index.js'
import type { ModelPart } from '../../src/server/index.js'
import { finish, text, turns } from '../server/serverFor.js'
import {
  type Ability,
  answersTo,
  callsOf,
  city,
  collect,
  endless,
  twoCalls,
  visit,
  waitFor,
  wordsOf,
} from './visits.js'

/** For readers that hear an event only once something follows it. */
const lively = { model: endless, heartbeat: 5 }

/** What guests are asked to do with runs. */
export const talking: Record<string, Ability> = {
  'reads a text': async (generation, options) => {
    const model = turns([text('Grüße '), text('👩‍🚀'), finish]).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const { id } = await guest.threads.runs.create(thread, body)
    expect(await waitFor(guest, thread, id)).toMatchObject({ status: 'completed' })
    const [newest] = await collect(guest.threads.messages.list(thread))
    expect(wordsOf(newest)).toBe('Grüße 👩‍🚀')
  },
  'answers two calls': async (generation, options) => {
    const model = turns(twoCalls, [text('Done.'), finish]).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const { id } = await guest.threads.runs.create(thread, body)
    const asking = await waitFor(guest, thread, id)
    const named = callsOf(asking).map((one) => one.function.arguments)
    expect(named).toEqual([city('Lisbon'), city('Oslo')])
    await guest.threads.runs.submitToolOutputs(...guest.within(thread, id, answersTo(asking)))
    expect((await waitFor(guest, thread, id)).status).toBe('completed')
    const steps = guest.threads.runs.steps.list(
      ...guest.within(thread, id, { order: 'asc', limit: 1 }),
    )
    expect((await collect(steps)).map(({ type, status }) => [type, status])).toEqual([
      ['tool_calls', 'completed'],
      ['message_creation', 'completed'],
    ])
  },
  'streams a text': async (generation, options) => {
    const model = turns([text('Grüße '), text('👩‍🚀'), finish]).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const stream = guest.threads.runs.stream(thread, body)
    let heard = ''
    stream.on('textDelta', ({ value }) => (heard += value ?? ''))
    expect(await stream.finalRun()).toMatchObject({ status: 'completed', expires_at: null })
    expect([heard, wordsOf((await stream.finalMessages())[0])]).toEqual(Array(2).fill('Grüße 👩‍🚀'))
  },
  'hears a refusal': async (generation, options) => {
    const refusal = (words: string): ModelPart => ({ type: 'refusal', refusal: words })
    const model = turns([refusal('Not '), refusal('that.'), finish]).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const [message] = await guest.threads.runs.stream(thread, body).finalMessages()
    expect(message?.content.map(({ type }) => type)).toEqual([
      generation.edition === 'v1' ? 'text' : 'refusal',
    ])
    expect(wordsOf(message)).toBe('Not that.')
  },
  'hears two calls grow': async (generation, options) => {
    const model = turns(twoCalls).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const stream = guest.threads.runs.stream(thread, body)
    let heard = ''
    stream.on('toolCallDelta', (delta) => (heard += delta.function?.arguments ?? ''))
    const asking = await stream.finalRun()
    expect(asking.status).toBe('requires_action')
    expect(callsOf(asking)).toHaveLength(2)
    expect(heard).toContain(city('Oslo'))
  },
  'puts streamed arguments together': async (generation, options) => {
    const model = turns(twoCalls).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const [step] = await guest.threads.runs.stream(thread, body).finalRunSteps()
    expect(step?.step_details.tool_calls?.map((one) => one.function)).toMatchObject([
      { name: 'get_weather', arguments: city('Lisbon') },
      { name: 'get_weather', arguments: city('Oslo') },
    ])
  },
  'submits and streams on': async (generation, options) => {
    const model = turns(twoCalls, [text('Mild.'), finish]).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const asking = await guest.threads.runs.stream(thread, body).finalRun()
    const stream = guest.threads.runs.submitToolOutputsStream(
      ...guest.within(thread, asking.id, answersTo(asking)),
    )
    expect((await stream.finalRun()).status).toBe('completed')
    expect(wordsOf((await stream.finalMessages())[0])).toBe('Mild.')
  },
  'creates and polls': async (generation, options) => {
    const model = turns(twoCalls, [text('Mild.'), finish]).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const began = systemClock.now()
    const asking = await guest.threads.runs.createAndPoll(thread, body)
    expect(asking.status).toBe('requires_action')
    const done = await guest.threads.runs.submitToolOutputsAndPoll(
      ...guest.within(thread, asking.id, answersTo(asking)),
    )
    expect(done.status).toBe('completed')
    // Whoever does not heed what the server says of its pace waits for five seconds.
    expect(systemClock.now() - began).toBeLessThan(4000)
  },
  'makes a thread on the way': async (generation, options) => {
    const { guest, body } = await visit(generation, options)
    const messages = [{ role: 'user', content: 'Hi' }]
    const run = await guest.threads.createAndRun({ ...body, thread: { messages } })
    expect((await waitFor(guest, run.thread_id, run.id)).status).toBe('completed')
    expect(await collect(guest.threads.messages.list(run.thread_id))).toHaveLength(2)
  },
  'streams a thread made on the way': async (generation, options) => {
    const { guest, body } = await visit(generation, options)
    const thread = { messages: [{ role: 'user', content: 'fail' }] }
    const run = await guest.threads.createAndRunStream({ ...body, thread }).finalRun()
    expect(run).toMatchObject({ status: 'failed', last_error: { code: 'server_error' } })
  },
  'cancels a run at work': async (generation, options) => {
    const { guest, thread, body } = await visit(generation, { ...options, model: endless })
    const { id } = await guest.threads.runs.create(thread, body)
    const run = await guest.threads.runs.cancel(...guest.within(thread, id))
    expect(run.status).toBe('cancelling')
    expect((await waitFor(guest, thread, id)).status).toBe('cancelled')
  },
  'hears at once what is said': async (generation, options) => {
    const { server, guest, thread, body } = await visit(generation, { ...options, model: endless })
    const stream = guest.threads.runs.stream(thread, body)
    const heard = new Promise<void>((resolve) => stream.on('textDelta', () => resolve()))
    const late = sleep(systemClock, 500).then(() => Promise.reject(new Error('It was not heard.')))
    const end = stream.finalRun().catch(() => {})
    await Promise.race([heard, late]).finally(() => server.close())
    await end
  },
  'cancels a run at work, and hears it end': async (generation, options) => {
    const { guest, thread, body } = await visit(generation, { ...options, ...lively })
    const stream = guest.threads.runs.stream(thread, body)
    stream.on('textDelta', () => {
      void guest.threads.runs.cancel(...guest.within(thread, stream.currentRun()?.id ?? ''))
    })
    expect((await stream.finalRun()).status).toBe('cancelled')
  },
  'cancels a run that waits': async (generation, options) => {
    const model = turns(twoCalls).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const { id } = await guest.threads.runs.create(thread, body)
    expect((await waitFor(guest, thread, id)).status).toBe('requires_action')
    const run = await guest.threads.runs.cancel(...guest.within(thread, id))
    expect(run.status).toBe('cancelling')
    expect((await waitFor(guest, thread, id)).status).toBe('cancelled')
  },
  'hears of a broken stream': async (generation, options) => {
    const { server, guest, thread, body } = await visit(generation, { ...options, ...lively })
    const stream = guest.threads.runs.stream(thread, body)
    stream.on('textDelta', () => server.close())
    await expect(stream.finalRun()).rejects.toThrow(/broke off/)
  },
  'takes an answer cut short for an end': async (generation, options) => {
    const model = turns([text('Hel'), { type: 'finish', reason: 'length' }]).model
    const { guest, thread, body } = await visit(generation, { ...options, model })
    const run = await guest.threads.runs.stream(thread, body).finalRun()
    expect(run.status).toBe(generation.edition === 'v1' ? 'completed' : 'incomplete')
  },
}
