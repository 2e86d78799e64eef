import { QueryClient } from '@tanstack/react-query'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAssistantsClient, type Fetch } from '../../src/api/index.js'
import {
  defineTool,
  memoryStorage,
  type RunController,
  type StoragePort,
  type ToolSet,
} from '../../src/run/index.js'
import type { ModelTurn } from '../../src/server/index.js'
import { createOrigin, faultyFetch, type Origin } from '../../src/testing/index.js'
import { askOf } from './askSupport.js'
import { makeStage, type Stage } from './support.js'

const questions = 3

/** Each question is about a place of its own; on some servers all of them have the same ids. */
function askAndAsk(isRepeating: boolean) {
  let asked = 0
  return (_turn: ModelTurn) => {
    const about = ++asked
    if (about > questions) return [{ type: 'text' as const, text: 'Done.' }]
    return ['get_weather', 'approve_refund', 'book_trip'].flatMap((name) => {
      const id = `call_${name}_${isRepeating ? 0 : about}`
      return [
        { type: 'tool-call' as const, id, name },
        { type: 'tool-arguments' as const, id, arguments: `{"about":"q${about}"}` },
      ]
    })
  }
}

interface World extends Stage {
  origin: Origin
  storage: StoragePort
  tools: ToolSet
  fetch: ReturnType<typeof faultyFetch>
  /** The outputs that the server took, batch by batch. */
  taken: string[][]
  /** What ran by itself, and about what. */
  done: string[]
}

async function makeWorld(isRepeating: boolean, undoWindow: number): Promise<World> {
  const stage = await makeStage({ script: askAndAsk(isRepeating), expiresAfter: 3_600 })
  const taken: string[][] = []
  const done: string[] = []
  const watched: Fetch = async (request) => {
    if (!request.url.endsWith('/submit_tool_outputs')) return stage.direct(request)
    const body = (await request.clone().json()) as { tool_outputs: { output: string }[] }
    const response = await stage.direct(request)
    if (response.ok) taken.push(body.tool_outputs.map(({ output }) => output))
    return response
  }
  const tools = {
    approve_refund: defineTool({ undoWindow }),
    book_trip: defineTool({
      execute: ({ about }) => {
        done.push(String(about))
        return String(about)
      },
    }),
  }
  const fetch = faultyFetch(watched, [], { clock: stage.clock })
  const origin = createOrigin()
  return { ...stage, origin, storage: memoryStorage(), tools, fetch, taken, done }
}

/** One tab with the thread in it. */
async function openPage(world: World) {
  const { clock, fetch, storage, tools } = world
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch,
    clock,
    random: () => 0.5,
  })
  const cache = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  const tab = world.origin.open()
  const controller = world.visit({ client, cache, storage, tabs: tab, tools })
  void controller.attach()
  await world.pass()
  return { controller, tab }
}

type Page = Awaited<ReturnType<typeof openPage>>

const aboutOf = (controller: RunController): string | null => {
  const { live } = controller.store.getState()
  if (live.phase !== 'asking') return null
  const [call] = live.toolCalls
  return (JSON.parse(call?.function.arguments ?? '{}') as { about?: string }).about ?? null
}

/** Answers what is on screen; a call that was cut off by a reload is answered like the others. */
function write({ controller }: Page): string | null {
  const about = aboutOf(controller)
  if (about === null) return null
  const { run, toolCalls } = askOf(controller)
  for (const { id } of toolCalls)
    controller.drafts.setAnswer(run.id, id, { text: about, as: 'text' })
  return about
}

const act = fc.oneof(
  { weight: 4, arbitrary: fc.constant('write and submit' as const) },
  { weight: 2, arbitrary: fc.constant('submit twice' as const) },
  fc.constantFrom(
    'undo' as const,
    'write' as const,
    'look' as const,
    'leave and come back' as const,
    'answered by somebody else' as const,
  ),
)
const fault = fc.constantFrom(
  { failBefore: true },
  { loseAnswer: true },
  { answer: { status: 500 } },
  { answer: { status: 429, headers: { 'retry-after': '1' } } },
  { answer: { status: 400, body: { error: { message: 'No.' } } } },
  { answer: { status: 408 } },
)
const step = fc.record({
  page: fc.nat({ max: 1 }),
  act,
  fault: fc.option(
    fc.record({
      operation: fc.constantFrom(
        'submitToolOutputs' as const,
        'getRun' as const,
        'listRuns' as const,
      ),
      how: fault,
    }),
    { freq: 3 },
  ),
  ms: fc.constantFrom(0, 0, 100, 2_000, 40_000),
})

describe('answers to what a run asks (18, 19, 22)', () => {
  it(
    'are taken once, whole, and by the question that they were written for',
    { timeout: 300_000 },
    async () => {
      let schedules = 0
      let batches = 0
      let struck = 0
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 3, maxLength: 10 }),
          fc.boolean(),
          fc.constantFrom(0, 3_000),
          async (steps, isRepeating, undoWindow) => {
            const world = await makeWorld(isRepeating, undoWindow)
            const { assistantId, threadId, other, fetch, pass } = world
            await other.createMessage({ thread_id: threadId, role: 'user', content: 'Do it' })
            await other.createRun({ thread_id: threadId, assistant_id: assistantId })
            await pass(100)
            const pages = [await openPage(world), await openPage(world)]
            const written: (string | null)[] = [null, null]
            const stay = ({ controller }: Page, at: number) => {
              const about = aboutOf(controller)
              if (about === null || about !== written[at]) return
              // What the server has taken from one tab is nothing that the other has still to keep.
              if (world.taken.flat().includes(about)) return
              const { run, toolCalls } = askOf(controller)
              const { answers } = controller.drafts.store.getState()
              const texts = toolCalls.map(({ id }) => answers[`${run.id}/${id}`]?.text)
              if (!texts.every((text) => text === about)) throw new Error(`lost: ${texts.join()}`)
            }
            for (const { page: at, act: name, fault: broken, ms } of steps) {
              const page = pages[at]
              if (!page) throw new Error('there are two pages')
              if (broken) fetch.add({ operation: broken.operation, nth: 1, ...broken.how })
              const submit = () => void page.controller.submit().catch(() => {})
              if (name !== 'look' && name !== 'undo')
                written[at] = write(page) ?? written[at] ?? null
              if (name === 'write and submit') submit()
              if (name === 'submit twice') {
                submit()
                submit()
              }
              if (name === 'undo') page.controller.undo()
              if (name === 'look') void page.controller.sync()
              if (name === 'leave and come back') {
                // Of what two tabs wrote into one field, a page that is loaded anew shows either.
                if (written[1 - at] !== written[at]) written[at] = null
                // A kill loses no more than the last moment.
                await pass(300)
                page.controller.close()
                page.tab.close()
                pages[at] = await openPage(world)
              }
              if (name === 'answered by somebody else') {
                const [run] = (await other.listRuns({ thread_id: threadId })).data
                if (run?.status === 'requires_action') {
                  const calls = run.required_action.submit_tool_outputs.tool_calls
                  const tool_outputs = calls.map(({ id }) => ({
                    tool_call_id: id,
                    output: 'theirs',
                  }))
                  await other.submitToolOutputs({
                    thread_id: threadId,
                    run_id: run.id,
                    tool_outputs,
                  })
                  // Where nothing tells two questions apart, a question is trusted for half a minute.
                  if (isRepeating) await pass(31_000)
                }
              }
              await pass(ms)
              for (const [index, one] of pages.entries()) stay(one, index)
            }
            struck += fetch.struck()
            fetch.mend()
            await pass(60_000)
            // Whatever has happened: it can be answered to the end.
            for (let turn = 0; turn < questions + 1; turn++) {
              for (const page of pages) {
                void page.controller.sync()
                await pass(12_000)
                if (write(page) !== null) void page.controller.submit().catch(() => {})
                await pass(12_000)
              }
            }
            const phases = pages.map(({ controller }) => controller.store.getState().live.phase)
            world.close()
            schedules++
            batches += world.taken.length
            expect(phases).toEqual(['settled', 'settled'])
            // No batch twice, and none that was written for another question.
            const abouts = world.taken.map((outputs) => [...new Set(outputs)])
            expect(abouts.every((about) => about.length === 1)).toBe(true)
            expect(new Set(abouts.flat()).size).toBe(world.taken.length)
            expect(abouts.flat()).toEqual(abouts.flat().toSorted())
            expect(new Set(world.done).size).toBe(world.done.length)
            expect(world.taken.every((outputs) => outputs.length === 3)).toBe(true)
          },
        ),
        { numRuns: Number(process.env['SUBMIT_RUNS'] ?? 500) },
      )
      console.info(`${schedules} schedules, ${batches} batches taken, ${struck} faults struck`)
    },
  )
})
