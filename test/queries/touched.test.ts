import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'

import {
  type Effect,
  effects,
  putPage,
  putResource,
  readsTouchedBy,
} from '../../src/queries/index.js'
import type { ReadName } from '../../src/queries/keyFor.js'
import { writeMutation } from '../../src/queries/writes.js'
import { readsOf, seed, writesOf } from './seeds.js'
import { write } from './support.js'
import {
  type AnyRead,
  breathe,
  compare,
  makeWorld,
  open,
  readOn,
  rest,
  type World,
} from './world.js'

const caches = 1_000

/** What a run does by itself after a write is told by events, or read again as whoever follows a run does. */
async function follow(world: World, thread_id: string, run_id: string, isHere: boolean) {
  const { cache, client, elsewhere } = world
  const of = { thread_id, run_id }
  const run = await rest(world, of)
  if (!isHere) return
  putResource(cache, client, run)
  const newest = { thread_id, limit: 100 }
  putPage(cache, client, 'listMessages', newest, await elsewhere.listMessages(newest))
  putPage(cache, client, 'listRunSteps', of, await elsewhere.listRunSteps(of))
}

const tally = { caches: 0, reads: 0, onScreen: 0, askedAgain: 0, equal: 0, stale: 0, gone: 0 }
const written = new Map<string, number>()
const askedBy = new Map<string, number>()
afterAll(() =>
  console.info(tally, Object.fromEntries(written), 'asked again:', Object.fromEntries(askedBy)),
)

const choice = fc.record({
  apiVersion: fc.constantFrom('v1' as const, 'v2' as const),
  withRun: fc.boolean(),
  n: fc.nat({ max: 100_000 }),
  held: fc.array(
    fc.record({ at: fc.nat({ max: 1_000 }), isOnScreen: fc.boolean(), pages: fc.nat({ max: 2 }) }),
    { maxLength: 12 },
  ),
})

async function play({
  apiVersion,
  withRun,
  n,
  held,
}: typeof choice extends fc.Arbitrary<infer C> ? C : never) {
  const world = makeWorld(apiVersion)
  const { cache, client, heard, server } = world
  const made = await seed(world, apiVersion, withRun)
  const all = readsOf(made)
  const stops: (() => void)[] = []
  const reads = new Set<AnyRead>()
  for (const { at, isOnScreen, pages } of held) {
    const read = all[at % all.length]
    if (read === undefined || reads.has(read)) continue
    reads.add(read)
    stops.push(await open(world, read, isOnScreen))
    tally.onScreen += Number(isOnScreen)
    if (read.operation.startsWith('list'))
      for (let page = 0; page < pages; page++) await readOn(world, read)
  }
  const before = new Map<AnyRead, unknown>()
  for (const read of reads) {
    const { outcome, truth } = await compare(world, read)
    expect(outcome).toBe('equal')
    before.set(read, truth)
  }
  await breathe()

  const [operation, params] = writesOf(made, n) ?? []
  if (operation === undefined || params === undefined) throw new Error('No write was chosen.')
  heard.length = 0
  // Params and operation come from one table.
  const answer: unknown = await write(
    cache,
    writeMutation(client, operation as 'cancelRun'),
    params as never,
  )
  await breathe()
  // A list is read again page by page.
  const again = new Set(heard.slice(1))
  const { untold = [] }: Effect = effects[operation]
  const mayAsk = new Set<ReadName>(
    untold.flatMap(({ reads: names, when }) => (when({ ...params }) ? names : [])),
  )
  // A list whose last row is gone has no cursor for what lies behind it.
  const strands =
    effects[operation].act === 'leaves'
      ? [...reads].filter(({ params: of }) => 'limit' in of).length
      : 0
  const most = [...reads].filter((read) => mayAsk.has(read.operation)).length
  expect(again.size).toBeLessThanOrEqual(most + strands)

  const moves = ['createRun', 'createThreadAndRun', 'submitToolOutputs', 'cancelRun'].includes(
    operation,
  )
  const { id: run_id, thread_id } = answer as { id: string; thread_id: string }
  if (moves) await follow(world, thread_id, run_id, thread_id === made.thread.id)
  const changed = new Set<ReadName>()
  for (const read of reads) {
    const { outcome, truth } = await compare(world, read)
    tally[outcome]++
    if (JSON.stringify(truth) !== JSON.stringify(before.get(read))) changed.add(read.operation)
  }
  const byItself: ReadName[] = moves ? ['listMessages', 'listRunSteps', 'getRunStep', 'getRun'] : []
  const touched = new Set([...readsTouchedBy(operation), ...byItself])
  expect([...changed].filter((read) => !touched.has(read))).toEqual([])
  // And what is read on from there fits as well.
  for (const read of reads) {
    if (!read.operation.startsWith('list') || operation === 'deleteThread') continue
    await readOn(world, read).catch(() => {})
    await compare(world, read)
  }
  tally.caches++
  tally.reads += reads.size
  tally.askedAgain += again.size
  written.set(operation, (written.get(operation) ?? 0) + 1)
  if (again.size > 0) askedBy.set(operation, (askedBy.get(operation) ?? 0) + again.size)
  for (const stop of stops) stop()
  server.close()
}

describe('any cache, after any write', () => {
  it('answers every read as the server would, without asking it', async () => {
    await fc.assert(fc.asyncProperty(choice, play), { numRuns: caches })
    const names = Object.entries(effects).filter(([name]) => !name.includes('.'))
    expect([...written.keys()].toSorted()).toEqual(names.map(([name]) => name).toSorted())
  }, 120_000)
})
