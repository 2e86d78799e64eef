import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../src/api/index.js'
import { names } from '../../stories/reference/names.js'
import { installClients } from './clients/installClients.js'
import { generations } from './guests.js'
import { keeping } from './keeping.js'
import { requestOf } from './naming.js'
import { talking } from './talking.js'

const abilities = { ...talking, ...keeping }

const cutsOf = (size: number) => (bytes: Uint8Array) => {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}
const cuts = [
  { cut: 'pieces of 7 bytes', chunk: cutsOf(7) },
  { cut: 'single bytes', chunk: cutsOf(1) },
]

/** A cold machine reads a hundred megabytes of clients first. */
const patience = 30_000

// Fetching six packages takes its time, once.
beforeAll(installClients, 300_000)

describe.each(generations)('the openai package $version', (generation) => {
  const able = Object.entries(abilities).filter(([what]) => !(what in generation.cannot))

  it.each(able.map(([what, play]) => ({ what, play })))(
    '$what',
    async ({ play }) => {
      await expect(play(generation, {})).resolves.toBeUndefined()
    },
    patience,
  )

  const streams = Object.entries(talking).filter(([what]) => !(what in generation.cannot))
  it.each(cuts)(
    'does so with what it reads in $cut',
    async ({ chunk }) => {
      for (const [, play] of streams)
        await expect(play(generation, { chunk })).resolves.toBeUndefined()
    },
    patience,
  )

  const unable = Object.entries(generation.cannot).map(([what, reason]) => ({
    what,
    why: reason?.why,
    fails: reason?.fails,
  }))
  it.each(unable)(
    'cannot: $what, because $why',
    async ({ what, fails }) => {
      const play = abilities[what]
      if (!play) throw new Error(`Nobody is asked to do this: ${what}`)
      await expect(play(generation, {})).rejects.toThrow(fails)
    },
    patience,
  )
})

afterAll(() => {
  const rows = Object.keys(abilities).map((what) => [
    what,
    Object.fromEntries(
      generations.map(({ version, edition, cannot }) => [
        `${version} (${edition})`,
        what in cannot ? 'no' : 'yes',
      ]),
    ),
  ])
  console.table(Object.fromEntries(rows))
  for (const { version, cannot } of generations)
    for (const [what, reason] of Object.entries(cannot))
      console.log(`openai ${version} cannot: ${what}, because ${reason?.why}`)
})

describe.each([
  {
    version: '4.36.0',
    called: names.map(({ formerly, operation }) => ({ name: formerly, operation })),
  },
  { version: '6.49.0', called: names.map(({ npm, operation }) => ({ name: npm, operation })) },
  { version: '7.57.0', called: names.map(({ npm, operation }) => ({ name: npm, operation })) },
])('the names of openai $version', ({ version, called }) => {
  const there = called.flatMap(({ name, operation }) => (name ? [{ name, operation }] : []))

  it.each(there)(
    '$name sends what $operation sends',
    async ({ name, operation }) => {
      expect(await requestOf(version, name, operation)).toEqual([routes[operation]])
    },
    patience,
  )
})

it('finds in the sixth openai none of the names that the second edition left behind', async () => {
  for (const { formerly, operation } of names) {
    if (formerly === undefined) continue
    await expect(requestOf('6.49.0', formerly, operation)).rejects.toThrow('has no')
  }
})
