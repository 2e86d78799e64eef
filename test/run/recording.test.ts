import * as fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { addRecord } from '../../src/run/answerRecord.js'
import { defineTool, readRecords } from '../../src/run/index.js'
import { forms } from '../../src/schema/index.js'
import { answerAll, ask, askOf, type Asked, makeAsked } from './askSupport.js'

const record = (at: number, by = 'Mia') => ({
  by,
  at,
  calls: { call_1: { how: 'answered', form: 'text' } as const },
})

describe('who answered', () => {
  let asked: Asked
  afterEach(() => asked.close())
  const readRun = async () => {
    const { other, threadId } = asked
    const [run] = (await other.listRuns({ thread_id: threadId })).data
    if (!run) throw new Error('no run')
    return run
  }

  it('is kept with the run where the app names the person: when, how, and where', async () => {
    const parameters = { type: 'object', properties: { city: { type: 'string' } } }
    const edit = defineTool({
      parameters,
      output: (args) => forms.editedArguments(parameters, args),
    })
    const tools = {
      get_weather: defineTool({ execute: () => 'Rain' }),
      approve_refund: edit,
      book_trip: edit,
    }
    asked = await makeAsked(
      [ask('get_weather', 'approve_refund', 'book_trip', 'book_trip', 'plain', 'plain'), 'Ok.'],
      tools,
      { settings: { person: 'Mia' }, calls: [...Object.keys(tools), 'plain'] },
    )
    const { controller, pass, clock } = asked
    const { run, toolCalls } = askOf(controller)
    const say = (at: number, value: unknown) =>
      controller.drafts.setAnswer(run.id, toolCalls[at]?.id ?? '', {
        text: JSON.stringify(value),
        as: 'json',
      })
    say(1, { decision: 'approve', arguments: { city: 'Oslo' } })
    say(2, { decision: 'approve', arguments: { city: 'Bergen' } })
    say(3, { decision: 'reject', reason: 'Too far' })
    say(4, 'Whatever')
    controller.skipCall(toolCalls[5]?.id ?? '')
    await pass()
    await controller.submit()
    await pass(1_000)
    const kept = await readRun()
    expect(kept.metadata?.['intent']).toBe('intent_1')
    const [told] = readRecords(kept)
    expect(told?.by).toBe('Mia')
    expect(Math.abs((told?.at ?? 0) * 1_000 - clock.now())).toBeLessThan(5_000)
    expect(toolCalls.map(({ id }) => told?.calls[id])).toEqual([
      undefined,
      { how: 'proposed', form: 'form' },
      { how: 'edited', form: 'form' },
      { how: 'rejected', form: 'form' },
      { how: 'answered', form: 'text' },
      { how: 'skipped', form: 'text' },
    ])
    // And is seen in the run at once.
    expect(controller.store.getState().live.run?.metadata).toEqual(kept.metadata)
  })

  it('is kept for each ask, beside what the app keeps there', async () => {
    asked = await makeAsked(
      [ask('get_weather'), ask('get_weather'), 'Ok.'],
      {},
      {
        settings: { person: 'Mia', runParams: { metadata: { ticket: '7' } } },
      },
    )
    const { controller, pass } = asked
    for (const by of ['Mia', 'Ben']) {
      controller.configure({ person: by })
      answerAll(controller, 'Rain')
      await controller.submit()
      await pass(2_000)
    }
    const run = await readRun()
    expect(readRecords(run).map(({ by }) => by)).toEqual(['Mia', 'Ben'])
    expect(run.metadata).toMatchObject({ ticket: '7', intent: 'intent_1' })
  })

  it('is kept nowhere where nobody is named, and of calls that all ran by themselves', async () => {
    const tools = { get_weather: defineTool({ execute: () => 'Rain' }) }
    asked = await makeAsked([ask('get_weather'), ask('approve_refund'), 'Ok.'], tools, {
      settings: { person: 'Mia' },
    })
    const { controller, heard, pass } = asked
    expect(heard.count('modifyRun')).toBe(0)
    const named = makeAsked([ask('approve_refund'), 'Ok.'])
    const other = await named
    answerAll(other.controller, 'Yes')
    await other.controller.submit()
    expect(other.heard.count('modifyRun')).toBe(0)
    other.close()
    answerAll(controller, 'Yes')
    await controller.submit()
    await pass()
    expect(heard.count('modifyRun')).toBe(1)
  })

  it('is lost alone, and nothing else with it, when the server does not keep it', async () => {
    asked = await makeAsked([ask('get_weather'), 'Ok.'], {}, { settings: { person: 'Mia' } })
    const { controller, network, pass } = asked
    network.add({ operation: 'modifyRun', answer: { status: 500 } })
    answerAll(controller, 'Rain')
    await controller.submit()
    await pass(5_000)
    expect(controller.store.getState()).toMatchObject({
      live: { phase: 'settled' },
      trouble: null,
    })
  })

  it('drops the oldest record when there is no room, and never what is not a record', () => {
    let metadata: Record<string, string> | null = { intent: 'i', ticket: '7' }
    for (let at = 1; at <= 30; at++) metadata = addRecord(metadata, record(at))
    expect(Object.keys(metadata)).toHaveLength(16)
    expect(metadata).toMatchObject({ intent: 'i', ticket: '7' })
    expect(readRecords({ metadata }).map(({ at }) => at)).toEqual(
      Array.from({ length: 14 }, (_, index) => index + 17),
    )
  })

  it('fits into what servers keep, whatever there is', () => {
    const key = fc.oneof(
      fc.constantFrom('intent', 'answered_5', 'answered_x'),
      fc.string({ minLength: 1, maxLength: 64 }),
    )
    const pairs = fc.array(fc.tuple(key, fc.string({ maxLength: 512 })), { maxLength: 16 })
    const calls = fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 40 })
    fc.assert(
      fc.property(pairs, fc.string(), calls, fc.nat(), (before, by, ids, at) => {
        const metadata = Object.fromEntries(before) as Record<string, string>
        const answered = Object.fromEntries(
          ids.map((id) => [id, { how: 'answered', form: 'form' } as const]),
        )
        const after = addRecord(metadata, { by, at, calls: answered })
        const foreign = Object.entries(metadata).filter(([name]) => !/^answered_\d+$/.test(name))
        expect(Object.keys(after).length).toBeLessThanOrEqual(16)
        expect(after).toMatchObject(Object.fromEntries(foreign))
        for (const [name, value] of Object.entries(after)) {
          expect(name.length).toBeLessThanOrEqual(64)
          expect(value.length).toBeLessThanOrEqual(512)
        }
        expect(readRecords({ metadata: after }).every((one) => typeof one.by === 'string')).toBe(
          true,
        )
      }),
      { numRuns: 300 },
    )
  })
})
