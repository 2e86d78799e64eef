import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Cut,
  moveCut,
  noCut,
  plainMost,
  trimCut,
  widenCut,
} from '../../src/components/thread-view/cutRows.js'

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `m${from + at}`)

/** The rows that stay in the document. */
const staying = ({ first, ids }: Cut) => (first === null ? ids : ids.slice(ids.indexOf(first)))

describe('where the window of a long thread ends', () => {
  it('leaves some 300 rows alone, and opens a longer thread with its newest', () => {
    expect(moveCut(noCut, rows(0, plainMost), true).first).toBeNull()
    const { first, opened } = moveCut(noCut, rows(0, 10_000), false)
    expect([first, opened]).toEqual(['m9990', 1])
  })

  it('lets what comes in above go into the window once there is one, and what was there stay', () => {
    const shown = moveCut(noCut, rows(50, 330), true)
    expect(moveCut(shown, rows(0, 330), true).first).toBe('m50')
    expect(moveCut(shown, rows(0, 330), false).first).toBeNull()
    // What comes in below stays as well.
    expect(moveCut(shown, rows(50, 400), true).first).toBeNull()
  })

  it('begins anew with another thread', () => {
    const before = moveCut(noCut, rows(0, 1_000), true)
    const other = moveCut(before, rows(5_000, 6_000), true)
    expect([other.first, other.opened]).toEqual(['m5990', 2])
    expect(moveCut(other, rows(0, 20), true)).toMatchObject({ first: null, opened: 3 })
  })

  it('never takes a row out of the document that is still there, whatever comes and goes', () => {
    const step = fc.record({
      above: fc.nat(150),
      below: fc.nat(5),
      gone: fc.array(fc.nat(1_000), { maxLength: 5 }),
      isReady: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.nat(400), fc.array(step, { maxLength: 8 }), (count, steps) => {
        let [from, to] = [0, count + 1]
        let cut = moveCut(noCut, rows(from, to), true)
        const gone = new Set<string>()
        for (const { above, below, gone: places, isReady } of steps) {
          from -= above
          to += below
          for (const place of places) {
            const row = staying(cut)[place]
            if (row !== undefined && staying(cut).length > gone.size + 1) gone.add(row)
          }
          const ids = rows(from, to).filter((id) => !gone.has(id))
          const before = staying(cut).filter((id) => !gone.has(id))
          if (before.length === 0) return
          cut = moveCut(cut, ids, isReady)
          const after = new Set(staying(cut))
          expect(before.filter((id) => !after.has(id))).toEqual([])
          expect(cut.opened).toBe(1)
        }
      }),
    )
  })

  it('is found at once in a thread of 10,000 that has nothing to do with the one before', () => {
    const before = moveCut(noCut, rows(0, 10_000), true)
    const begun = performance.now()
    moveCut(before, rows(20_000, 30_000), true)
    // Looking each of them up in the others would take seconds.
    expect(performance.now() - begun).toBeLessThan(500)
  })

  it('is moved up where the rows do not fill the viewport, and down when they are too many', () => {
    const cut = moveCut(noCut, rows(0, 1_000), true)
    expect(staying(widenCut(cut))).toHaveLength(20)
    expect(staying(widenCut({ ...cut, first: 'm100' }))).toHaveLength(1_000)
    expect(trimCut(cut)).toBe(cut)
    expect(staying(trimCut({ ...cut, first: 'm100' }))).toHaveLength(plainMost)
  })
})
