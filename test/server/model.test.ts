import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { moves } from '../../src/server/runs/moves.js'
import { done } from './acts.js'
import { compareAll, shown } from './compareServer.js'
import { type FrailServer, frailServer } from './frailServer.js'
import { createProtocol, type Protocol } from './protocolModel.js'
import { runCommands } from './runCommands.js'
import { threadCommands } from './threadCommands.js'

const sequences = 2000
const events = ['start', 'ask', 'submit', 'complete', 'cut', 'fail', 'expire', 'cancel', 'stop']

/** (status, event) → how often it was seen. */
const visited = new Map<string, number>()

/** Streams that came to their end told every status of the run on the way, and no other. */
async function compareStreams({ streams }: FrailServer) {
  for (const { edition, text, turn } of streams) {
    if (turn.state !== 'ended') continue
    const told = [...(await text).matchAll(/^event: thread\.run\.(\w+)$/gm)].map(([, name]) => name)
    expect(told).toEqual(turn.told.map((status) => shown(status, edition)))
  }
}

async function setUp() {
  const model: Protocol = createProtocol((status, event) => {
    const cell = `${status} ${event}`
    visited.set(cell, (visited.get(cell) ?? 0) + 1)
  })
  const real = frailServer()
  real.assistant = (await real.ask('v2', 'POST', '/assistants', { model: 'm' })).body.id ?? ''
  real.threads.push((await real.ask('v2', 'POST', '/threads')).body.id ?? '')
  model.createThread()
  return { model, real }
}

it(`finds no difference between the protocol and the server in ${sequences} sequences`, async () => {
  let longest = 0
  const property = fc.asyncProperty(
    fc.commands([...runCommands, ...threadCommands], { maxCommands: 40, size: 'max' }),
    async (drawn) => {
      const kit = await setUp()
      await fc.asyncModelRun(() => kit, drawn)
      for (const thread of kit.model.threads.keys())
        await compareAll(kit.model, kit.real, { thread, edition: 'v2' })
      await compareStreams(kit.real)
      longest = Math.max(longest, [...drawn].length)
    },
  )
  await fc.assert(property, { numRuns: sequences, seed: 11 })
  expect(longest).toBeGreaterThan(30)
  console.log(`${sequences} sequences:`, Object.fromEntries(done))
}, 120_000)

it('has been in every legal cell of the table of moves, and in no other', () => {
  const table: Record<string, Record<string, number | string>> = {}
  for (const [status, legal] of Object.entries(moves)) {
    const row = events.map((event) => [
      event,
      visited.get(`${status} ${event}`) ?? (event in legal ? 0 : ''),
    ])
    table[status] = Object.fromEntries(row) as Record<string, number | string>
  }
  console.table(table)
  const legal = Object.entries(moves).flatMap(([status, row]) =>
    Object.keys(row).map((event) => `${status} ${event}`),
  )
  expect([...visited.keys()].toSorted()).toEqual(legal.toSorted())
})
