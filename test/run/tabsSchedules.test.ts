import { QueryClient } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAssistantsClient } from '../../src/api/index.js'
import { defineTool, isBusy, memoryStorage } from '../../src/run/index.js'
import { createOrigin, type Fault } from '../../src/testing/index.js'
import { kept, type Line, lines, look, makeStage, presence, shown } from './support.js'

const fault = fc.oneof(
  fc.constant<Fault>({ operation: 'createMessage', loseAnswer: true, nth: 1 }),
  fc.constant<Fault>({ operation: 'createMessage', failBefore: true, nth: 2 }),
  fc.constant<Fault>({ operation: 'createRun', cut: { afterEvents: 5 }, nth: 1 }),
  fc.constant<Fault>({ operation: 'submitToolOutputs', loseAnswer: true, nth: 1 }),
  fc.constant<Fault>({ operation: 'submitToolOutputs', delay: 900 }),
  fc.constant<Fault>({ operation: 'getRun', failBefore: true, nth: [2, 3] }),
)

const act = fc.constantFrom(
  'send' as const,
  'answer' as const,
  'stop' as const,
  'hide' as const,
  'show' as const,
  'reload' as const,
  'wait' as const,
)

const schedules = Number(process.env['FAULT_RUNS'] ?? 300)

const ask: Line = {
  calls: [
    ['get_weather', '{}'],
    ['book_trip', '{}'],
  ],
}

// The fault suite opens a second tab for one act; here both last, and a person is in either, leaves, and loads it anew.
describe('two tabs that last, under faults', () => {
  it(
    `end equal to the server, with each act done once at most (${schedules} schedules, R10)`,
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fault, { maxLength: 3 }),
          fc.array(fc.tuple(act, fc.nat(1), fc.constantFrom(0, 100, 700, 3_000)), {
            minLength: 3,
            maxLength: 12,
          }),
          async (faults, acts) => {
            const stage = await makeStage({
              pace: 200,
              script: lines('One two three.', ask, 'Four five.', ask, ask, 'Six.', 'Seven.'),
            })
            const { network, pass, threadId, clock, other } = stage
            const executed = new Map<string, number>()
            const tools = {
              book_trip: defineTool({
                execute: (_args, { run, call }) => {
                  const key = `${run.id} ${call.id} ${submits}`
                  executed.set(key, (executed.get(key) ?? 0) + 1)
                  return 'booked'
                },
              }),
            }
            let submits = 0
            const origin = createOrigin()
            const storage = memoryStorage()
            const open = async () => {
              const tab = origin.open()
              const page = presence()
              const client = createAssistantsClient({
                baseUrl: 'https://server.test/v1',
                clock,
                random: () => 0.5,
                fetch: (request) => {
                  // A run may ask the very same once more after it went on.
                  if (request.url.endsWith('/submit_tool_outputs')) submits++
                  return network(request)
                },
              })
              const cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
              const controller = stage.visit({
                client,
                cache,
                storage,
                tabs: tab,
                presence: page,
                tools,
              })
              await look({ ...stage, client, cache }, threadId)
              void controller.attach()
              const { store, drafts } = controller
              return {
                controller,
                page,
                state: store.getState,
                rows: () => shown({ ...stage, client, cache }, controller),
                answer: () => {
                  const { live } = store.getState()
                  if (live.phase !== 'asking') return
                  for (const { id } of live.toolCalls) {
                    drafts.setAnswer(live.run.id, id, { text: 'x', as: 'text' })
                  }
                  controller.submit().catch(() => {})
                },
                die: () => {
                  tab.close()
                  controller.close()
                },
              }
            }
            const tabs = [await open(), await open()]
            await pass()
            network.add(...faults)
            let sent = 0
            for (const [what, who, ms] of acts) {
              const tab = tabs[who]
              if (!tab) continue
              if (what === 'send') tab.controller.send(`no. ${++sent}`)
              if (what === 'answer') tab.answer()
              if (what === 'stop') void tab.controller.stop()
              if (what === 'hide') tab.page.leave()
              if (what === 'show') tab.page.come()
              if (what === 'reload') {
                tab.die()
                tabs[who] = await open()
              }
              await pass(ms)
            }
            network.mend()
            for (const { page } of tabs) page.come()
            let calm = 0
            for (let turn = 0; turn < 15 && calm < 2; turn++) {
              for (const { controller } of tabs) void controller.sync()
              await pass(60_000)
              let isCalm = true
              for (const { state, controller, answer } of tabs) {
                const { live, pending } = state()
                if (isBusy(live) || pending.some((one) => one.state !== 'accepted')) isCalm = false
                for (const { intent, state: how } of pending) {
                  if (how === 'refused' || how === 'unknown') controller.retry(intent)
                }
                answer()
              }
              calm = isCalm ? calm + 1 : 0
            }
            for (const { controller } of tabs) void controller.sync()
            await pass(60_000)
            const truth = await kept(stage, threadId)
            for (const { state, rows } of tabs) {
              expect(['settled', 'idle', 'failed']).toContain(state().live.phase)
              expect(rows()).toEqual(truth)
            }
            const words = truth.filter((text) => text.startsWith('user: no.'))
            const all = Array.from({ length: sent }, (_, n) => `user: no. ${n + 1}`)
            expect(words).toHaveLength(sent)
            expect(words).toEqual(expect.arrayContaining(all))
            const { data } = await other.listRuns({ thread_id: threadId, limit: 100 })
            const intents = data.flatMap(({ metadata }) => metadata?.['intent'] ?? [])
            expect(new Set(intents).size).toBe(intents.length)
            expect([...executed.values()].filter((times) => times > 1)).toEqual([])
            stage.close()
          },
        ),
        { numRuns: schedules, seed: 1, endOnFailure: true },
      )
    },
  )
})
