import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationName } from '../../src/api/index.js'
import { defineTool, isBusy, memoryStorage } from '../../src/run/index.js'
import type { Fault } from '../../src/testing/index.js'
import { kept, type Line, look, makeStage, lines, presence, shown } from './support.js'

const operations: OperationName[] = [
  'createMessage',
  'createRun',
  'submitToolOutputs',
  'cancelRun',
  'getRun',
  'listRuns',
  'listMessages',
  'listRunSteps',
]

const trouble: fc.Arbitrary<Fault> = fc.oneof(
  fc.constant({ failBefore: true }),
  fc.constant({ loseAnswer: true }),
  fc.constant({ answer: { status: 503, body: { error: { message: 'Busy.' } } } }),
  fc.constant({ answer: { body: '<!doctype html>' } }),
  fc.record({ delay: fc.constantFrom(300, 1_500, 5_000) }),
  fc.record({
    cut: fc.record({
      afterEvents: fc.nat(14),
      how: fc.constantFrom('break' as const, 'end' as const, 'stall' as const),
    }),
  }),
)

const fault: fc.Arbitrary<Fault> = fc
  .tuple(fc.constantFrom(...operations), fc.constantFrom(1, 1, 1, 2, 3), trouble)
  .map(([operation, nth, what]) => Object.assign({}, what, { operation, nth }))

const act = fc.oneof(
  { weight: 4, arbitrary: fc.constant('wait' as const) },
  { weight: 3, arbitrary: fc.constant('send' as const) },
  fc.constantFrom(
    'stop' as const,
    'submit' as const,
    'sync' as const,
    'hide and show' as const,
    'leave and enter' as const,
    'reload' as const,
    'somebody else' as const,
  ),
)

const runs = Number(process.env['FAULT_RUNS'] ?? 150)

describe('under faults', () => {
  it(
    `ends equal to the server, with each act done once at most (${runs} schedules)`,
    { timeout: 600_000 },
    async () => {
      let struck = 0
      let executed = new Map<string, number>()
      await fc.assert(
        fc.asyncProperty(
          fc.array(fault, { maxLength: 5 }),
          fc.array(fc.tuple(act, fc.constantFrom(0, 100, 700, 3_000)), {
            minLength: 2,
            maxLength: 10,
          }),
          async (faults, acts) => {
            const ask: Line = {
              calls: [
                ['get_weather', '{}'],
                ['book_trip', '{}'],
              ],
            }
            const stage = await makeStage({
              pace: 200,
              script: lines(
                'One two three.',
                ask,
                'Four five.',
                ask,
                ask,
                'Six.',
                'Seven eight nine.',
              ),
            })
            const { network, pass, other, threadId, assistantId, heard, clock } = stage
            executed = new Map()
            const tools = {
              book_trip: defineTool({
                execute: (_args, { run, call }) => {
                  const key = `${run.id} ${call.id} ${String(heard.count('submitToolOutputs'))}`
                  executed.set(key, (executed.get(key) ?? 0) + 1)
                  return 'booked'
                },
              }),
            }
            await look(stage, threadId)
            const page = presence()
            const storage = memoryStorage()
            let controller = stage.visit({ storage, tools, presence: page })
            void controller.attach()
            await pass()
            network.add(...faults)
            const answer = () => {
              const { live } = controller.store.getState()
              if (live.phase !== 'asking') return
              for (const { id } of live.toolCalls) {
                controller.drafts.setAnswer(live.run.id, id, { text: 'x', as: 'text' })
              }
              controller.submit().catch(() => {})
              controller.submit().catch(() => {})
            }
            let sent = 1
            controller.send('no. 1')
            for (const [what, ms] of acts) {
              if (what === 'send') controller.send(`no. ${++sent}`)
              if (what === 'stop') void controller.stop()
              if (what === 'submit') answer()
              if (what === 'sync') void controller.sync()
              if (what === 'hide and show') {
                page.leave()
                await pass(ms)
                page.come()
              }
              if (what === 'leave and enter') {
                controller.close()
                void controller.attach()
              }
              if (what === 'reload') {
                controller.close()
                controller = stage.visit({ storage, tools, presence: page })
                void controller.attach()
              }
              if (what === 'somebody else') {
                await other
                  .createRun({ thread_id: threadId, assistant_id: assistantId })
                  .catch(() => {})
              }
              await pass(ms)
            }
            struck += network.struck()
            network.mend()
            // Quiet: the person answers what is asked, and tries again what was given back.
            let calm = 0
            for (let turn = 0; turn < 15 && calm < 2; turn++) {
              void controller.sync()
              await pass(60_000)
              const { live, pending } = controller.store.getState()
              for (const { intent, state } of pending) {
                if (state === 'refused' || state === 'unknown') controller.retry(intent)
              }
              answer()
              // A look that fell into something else that was under way told nothing.
              calm =
                !isBusy(live) && pending.every(({ state }) => state === 'accepted') ? calm + 1 : 0
            }
            await pass(60_000)
            void controller.sync()
            await pass(15_000)
            const { live, pending } = controller.store.getState()
            expect(['settled', 'idle', 'failed']).toContain(live.phase)
            expect(pending.every(({ state }) => state === 'accepted')).toBe(true)
            const truth = await kept(stage, threadId)
            expect(shown(stage, controller)).toEqual(truth)
            const words = truth.filter((text) => text.startsWith('user: no.'))
            expect(words.toSorted((one, two) => one.localeCompare(two))).toEqual(
              Array.from({ length: sent }, (_, n) => `user: no. ${n + 1}`).toSorted((one, two) =>
                one.localeCompare(two),
              ),
            )
            const { data } = await other.listRuns({ thread_id: threadId, limit: 100 })
            const intents = data.flatMap(({ metadata }) => metadata?.['intent'] ?? [])
            expect(new Set(intents).size).toBe(intents.length)
            const isTrue = (id: string, status: string) =>
              data.some((run) => run.id === id && run.status === status)
            expect(live.run === null || isTrue(live.run.id, live.run.status)).toBe(true)
            expect([...executed.values()].every((times) => times === 1)).toBe(true)
            controller.close()
            expect(page.listeners.size).toBe(0)
            stage.close()
            await pass()
            expect(clock.pending).toBe(0)
          },
        ),
        { numRuns: runs, seed: Number(process.env['FAULT_SEED'] ?? 1) },
      )
      console.log(`${runs} schedules, ${struck} faults struck`)
    },
  )
})
