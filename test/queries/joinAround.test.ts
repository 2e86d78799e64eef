import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinAround } from '../../src/queries/joinAround.js'
import { type ListData, listItems, type PageAround } from '../../src/queries/listCache.js'
import { makePage } from './support.js'

interface Row {
  id: string
}

const ids = (data: ListData<Row>) => listItems(data).map(({ id }) => id)
const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `row_${from + at}`)
const rowsOf = (from: number, to: number) => names(from, to).map((id) => ({ id }))

/** Rows of a server from new to old, from one place to another; null for a list that nobody has read. */
interface Part {
  from: number
  to: number
}

/** The list of the newest, as it was when `from` rows less were there. */
const latest = ({ from, to }: Part, count: number): ListData<Row> => ({
  pages: [makePage(rowsOf(from, to), to < count)],
  pageParams: [null],
})

/** A list that was opened at a row, and has grown by pages in both directions. */
function middle({ from, to }: Part, at: number, count: number): ListData<Row> {
  const first = Math.max(from, at - 1)
  const last = Math.min(to, at + 2)
  const own: PageAround<Row> = {
    ...makePage(rowsOf(first, last), last < count),
    has_before: first > 0,
  }
  const data: ListData<Row> = { pages: [own], pageParams: [{ around: `row_${at}` }] }
  if (first > from) {
    data.pages.unshift(makePage(rowsOf(from, first), from > 0))
    data.pageParams.unshift({ before: `row_${first}` })
  }
  if (last < to) {
    data.pages.push(makePage(rowsOf(last, to), to < count))
    data.pageParams.push({ after: `row_${last - 1}` })
  }
  return data
}

describe('a list around a message', () => {
  it('joins the list of the newest when nothing is missing between, and then only', () => {
    const part = (count: number) =>
      fc
        .tuple(fc.nat({ max: count - 1 }), fc.nat({ max: count - 1 }))
        .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) + 1 }))
    const scene = fc.integer({ min: 1, max: 60 }).chain((count) =>
      fc.record({
        count: fc.constant(count),
        held: fc.option(part(count)),
        around: part(count),
        step: fc.nat(),
      }),
    )
    fc.assert(
      fc.property(scene, ({ count, held, around, step }) => {
        const at = around.from + (step % (around.to - around.from))
        const data = held ? latest(held, count) : undefined
        const joined = joinAround(data, middle(around, at, count))
        const reaches = around.from === 0
        const meets = held !== null && around.from >= held.from && around.from < held.to
        expect(joined !== undefined).toBe(reaches || meets)
        if (!joined) return
        const isApart = held !== null && (held.from >= around.to || around.from >= held.to)
        expect(joined.isSure).toBe(!isApart)
        const from = meets && held ? held.from : around.from
        const to = held && !isApart ? Math.max(held.to, around.to) : around.to
        expect(ids(joined.data)).toEqual(names(from, to))
        // To be read again page by page, and further.
        const { pages, pageParams } = joined.data
        expect(pageParams[0]).toBeNull()
        for (const [index, page] of pages.entries()) {
          const before = pages[index - 1]?.data.at(-1)
          expect(pageParams[index]).toEqual(before ? { after: before.id } : null)
          expect(page.has_more).toBe(index < pages.length - 1 || to < count)
          expect(page.last_id).toBe(page.data.at(-1)?.id)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('leaves rows as they are that stay, and takes over what was read of them later', () => {
    const data = { pages: [makePage([{ id: 'b', text: 'early' }], true)], pageParams: [null] }
    const around: ListData<Row & { text: string }> = {
      pages: [
        {
          ...makePage([
            { id: 'b', text: 'late' },
            { id: 'c', text: 'new' },
          ]),
          has_before: true,
        } as PageAround<Row & { text: string }>,
      ],
      pageParams: [{ around: 'c' }],
    }
    expect(listItems(joinAround(data, around)?.data)).toEqual([
      { id: 'b', text: 'late' },
      { id: 'c', text: 'new' },
    ])
  })

  it('drops what is gone behind the last row that both have', () => {
    const data = latest({ from: 0, to: 5 }, 9)
    const around = middle({ from: 1, to: 9 }, 2, 9)
    const gone = around.pages.map((page) => ({
      ...page,
      data: page.data.filter(({ id }) => id !== 'row_3' && id !== 'row_4'),
    }))
    expect(ids(joinAround(data, { ...around, pages: gone })?.data ?? data)).toEqual(
      names(0, 3).concat(names(5, 9)),
    )
  })
})
