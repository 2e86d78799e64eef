import { readFileSync } from 'node:fs'
import path from 'node:path'
import { QueryClient } from '@tanstack/react-query'
import { parseSync } from 'vite'
import { expect, it } from 'vitest'
import {
  createAssistantsClient,
  createRunController,
  createTranscriptReader,
  dialects,
  explainRun,
  memoryStorage,
  messagesQuery,
  type Presence,
  type ThreadState,
} from '../../src/index.js'
import { createAssistantsServer, scripted } from '../../src/server/index.js'
import { createManualClock, faultyFetch, recordRequests } from '../../src/testing/index.js'
import { cityTool } from '../server/serverFor.js'

/** A whole conversation at a terminal: everything that a page would give is given by hand. */
async function converse() {
  const clock = createManualClock()
  const server = createAssistantsServer({ clock, model: scripted({ clock, pace: 50 }) })
  const network = faultyFetch(server.fetch, [], { clock })
  const heard = recordRequests(network)
  let drawn = 0
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: heard,
    dialect: dialects.ownServer,
    clock,
    random: () => {
      drawn++
      return 0.25
    },
  })
  const { id: assistantId } = await client.createAssistant({
    model: 'scripted',
    tools: [cityTool('get_weather')],
  })
  let acts = 0
  const returns = new Set<() => void>()
  const presence: Presence = {
    isAway: () => false,
    isOffline: () => false,
    onReturn: (act) => {
      returns.add(act)
      return () => void returns.delete(act)
    },
  }
  const cache = new QueryClient()
  const controller = createRunController({
    client,
    cache,
    threadId: null,
    clock,
    presence,
    storage: memoryStorage(),
    ids: () => `act ${++acts}`,
    schedule: (publish) => clock.after(16, publish),
  })
  const screen: string[] = []
  const show = ({ live }: ThreadState) => {
    const line = live.run ? `${live.phase} ${explainRun(live.run).next}` : live.phase
    if (line !== screen.at(-1)) screen.push(line)
  }
  controller.store.subscribe(show)
  controller.configure({ assistantId })
  await controller.attach()

  network.add(
    { operation: 'createRun', cut: { afterEvents: 5 } },
    { operation: 'resumeRun', nth: 1, failBefore: true },
  )
  controller.send('What is the weather in Lisbon?')
  await clock.advance(5_000)
  const { live } = controller.store.getState()
  if (live.phase !== 'asking') throw new Error(`It does not ask, it is ${live.phase}.`)
  for (const { id } of live.toolCalls) {
    controller.drafts.setAnswer(live.run.id, id, { text: 'Mild.', as: 'text' })
  }
  void controller.submit()
  await clock.advance(5_000)

  const state = controller.store.getState()
  const { queryKey } = messagesQuery(client, { thread_id: state.threadId ?? '' })
  const settled = cache
    .getQueryData(queryKey)
    ?.pages.flatMap(({ data }) => data)
    .toReversed()
  const rows = createTranscriptReader()({ settled, ...state }).ids.length
  controller.close()
  await clock.settle()
  const sent = heard.requests.map(({ operation }) => operation)
  return { screen, rows, sent, drawn, timers: clock.pending, listeners: returns.size }
}

it('the controller of a thread works without a page and without React, on what it is given', async () => {
  expect(typeof document).toBe('undefined')
  const once = await converse()
  expect(once.screen.filter((line) => line !== 'idle')).toEqual([
    'sending',
    'running wait',
    'asking answer',
    'sending answer',
    'running wait',
    'settled none',
  ])
  expect(once.rows).toBe(2)
  expect(once.sent).toEqual([
    'createAssistant',
    'createThread',
    'createMessage',
    'createRun',
    'resumeRun',
    'resumeRun',
    'submitToolOutputs',
  ])
  expect(once.drawn).toBeGreaterThan(0)
  expect([once.timers, once.listeners]).toEqual([0, 0])
  // Given the same, it does the same: nothing is drawn from the machine.
  expect(await converse()).toEqual(once)
})

it('reaches no module of React from the controller, save through the query library', () => {
  const seen = new Set<string>()
  const outside = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const { module } = parseSync(file, readFileSync(file, 'utf8'))
    const froms = [
      ...module.staticImports
        .filter(({ entries }) => entries.length === 0 || entries.some((entry) => !entry.isType))
        .map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ moduleRequest, isType }) =>
          moduleRequest && !isType ? [moduleRequest.value] : [],
        ),
      ),
    ]
    for (const from of froms) {
      if (!from.startsWith('.')) outside.add(from)
      // The layers below are entered by an index in which hooks stand, too.
      else if (!from.endsWith('queries/index.js'))
        visit(path.resolve(path.dirname(file), from.replace(/\.js$/, '.ts')))
    }
  }
  visit(path.resolve(import.meta.dirname, '../../src/run/createRunController.ts'))
  expect(seen.size).toBeGreaterThan(20)
  expect([...outside].filter((name) => /^react(-dom)?($|\/)/.test(name))).toEqual([])
})
