import { isDeepStrictEqual } from 'node:util'

import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'

import { cap, cases, readByTheRules } from './sseCases.js'
import { bytesOf, readAll } from './sseSupport.js'

const randomCuts = 5_000

/** A member that is undefined is none. */
const toJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

let readings = 0
let differences = 0
const read = async (pieces: readonly Uint8Array[], expected: unknown) => {
  const told = await readAll(pieces, { maxEventSize: cap })
  readings++
  if (!isDeepStrictEqual(toJson(told), toJson(expected))) differences++
  return told
}

const cutAt = (bytes: Uint8Array, places: readonly number[]) =>
  [0, ...places].map((from, at) => bytes.subarray(from, places[at]))

afterAll(() =>
  console.info(
    `R4, event streams: ${cases.length} cases, ${readings} readings held against the rules, ${differences} differences`,
  ),
)

describe('a body, however its bytes are cut (scenario 5)', () => {
  it.each(cases)('%s', async (_, text, expected) => {
    const bytes = bytesOf(text)
    expect(await read([bytes], expected)).toEqual(expected)
    for (const cut of [...bytes.keys(), bytes.length]) {
      expect(await read(cutAt(bytes, [cut]), expected), `cut at ${cut}`).toEqual(expected)
    }
    expect(await read(cutAt(bytes, [...bytes.keys()]), expected)).toEqual(expected)
  })

  it('is read as the rules read it whole, at 5,000 random cuts of random bodies', async () => {
    const lineEnd = fc.constantFrom('\n', '\r', '\r\n')
    const field = fc.constantFrom(
      'data',
      'data:',
      'data: ',
      'event:',
      'event: ',
      'id: ',
      ': ',
      'dat',
    )
    const value = fc.constantFrom(
      '',
      '1',
      ' a',
      'b:c',
      '\u2028',
      '漢字',
      '😀',
      '\uFEFF',
      '\0',
      'x'.repeat(30),
    )
    const line = fc.tuple(field, value, lineEnd).map((parts) => parts.join(''))
    const piece = fc.oneof({ weight: 2, arbitrary: line }, { weight: 2, arbitrary: lineEnd })
    const body = fc
      .tuple(fc.constantFrom('', '', '\uFEFF'), fc.array(piece, { minLength: 6, maxLength: 24 }))
      .map(([mark, lines]) => bytesOf(mark + lines.join('')))
    const cutBody = body.chain((bytes) =>
      fc
        .array(fc.nat({ max: bytes.length }), { maxLength: 12 })
        .map((places) => ({ bytes, places: places.toSorted((a, b) => a - b) })),
    )
    let told = 0
    await fc.assert(
      fc.asyncProperty(cutBody, async ({ bytes, places }) => {
        const expected = readByTheRules(bytes)
        told += expected.length
        expect(await read(cutAt(bytes, places), expected)).toEqual(expected)
      }),
      { numRuns: randomCuts, seed: 5 },
    )
    // Bodies that say nothing would prove nothing.
    expect(told).toBeGreaterThan(randomCuts)
  })

  it.each(cases.filter(([name]) => !/far above/.test(name)))(
    'the rules that it is held against read %s so, too',
    (_, text, expected) => {
      expect(readByTheRules(bytesOf(text))).toEqual(expected)
    },
  )

  it('with a byte that is no letter, shows a mark for it', async () => {
    const bytes = new Uint8Array([...bytesOf('data: '), 0xff, ...bytesOf('\n\n')])
    await expect(readAll([bytes])).resolves.toEqual([{ event: undefined, data: '\uFFFD' }])
  })
})
