import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  dropItem,
  isStranded,
  joinNewest,
  joinNewestAtEnd,
  type ListData,
  listItems,
  replaceItem,
  upsertNewest,
} from '../../src/queries/listCache.js'
import { shareRows } from '../../src/queries/shareRows.js'
import { makePage } from './support.js'

interface Row {
  id: string
  created_at: number
  text: string
}

const row = (n: number, text = 'as it was'): Row => ({ id: `row_${n}`, created_at: n, text })
const ids = (data: ListData<Row>) => listItems(data).map(({ id }) => id)

/** A server's rows, newest first, and how much of them has been read in pages of which size. */
const scene = fc
  .record({
    count: fc.integer({ min: 0, max: 20 }),
    size: fc.integer({ min: 1, max: 6 }),
    pages: fc.integer({ min: 1, max: 5 }),
    order: fc.constantFrom('asc' as const, 'desc' as const),
  })
  .map(({ count, size, pages, order }) => {
    const up = Array.from({ length: count }, (_, n) => row(n + 1))
    const server = order === 'asc' ? up : up.toReversed()
    const data: ListData<Row> = { pages: [], pageParams: [] }
    for (let at = 0; at < pages && (at === 0 || at * size < count); at++) {
      const end = (at + 1) * size
      data.pages.push(makePage(server.slice(at * size, end), end < count))
      const last = server[at * size - 1]
      data.pageParams.push(last ? { after: last.id } : null)
    }
    return { data, server, order, size }
  })

const untouched = (before: ListData<Row>, after: ListData<Row>, except: string) => {
  const now = new Map(listItems(after).map((item) => [item.id, item]))
  return listItems(before).every((item) => item.id === except || now.get(item.id) === item)
}

const expectWhole = (data: ListData<Row>) => {
  expect(data.pages.length).toBe(data.pageParams.length)
  expect(new Set(ids(data)).size).toBe(data.pages.flatMap((page) => page.data).length)
  for (const page of data.pages) {
    expect(page.first_id).toBe(page.data[0]?.id ?? null)
    expect(page.last_id).toBe(page.data.at(-1)?.id ?? null)
  }
}

describe('a list in the cache', () => {
  it('keeps rows in order when a later one came first, and takes those of one moment as they come', () => {
    const up: ListData<Row> = { pages: [makePage([row(1), row(3)])], pageParams: [null] }
    const down: ListData<Row> = { pages: [makePage([row(3), row(1)])], pageParams: [null] }
    expect(ids(upsertNewest(up, row(2), 'asc'))).toEqual(['row_1', 'row_2', 'row_3'])
    expect(ids(upsertNewest(down, row(2)))).toEqual(['row_3', 'row_2', 'row_1'])
    const twin = { ...row(4), created_at: 3 }
    expect(ids(upsertNewest(down, twin))).toEqual(['row_4', 'row_3', 'row_1'])
    expect(ids(upsertNewest(up, twin, 'asc'))).toEqual(['row_1', 'row_3', 'row_4'])
  })

  it('takes a new row at its newest end, if that end has been read', () => {
    fc.assert(
      fc.property(scene, ({ data, order }) => {
        const news = row(99)
        const next = upsertNewest(data, news, order)
        const endIsHere = order === 'desc' || data.pages.at(-1)?.has_more === false
        const was = ids(data)
        const withIt = order === 'desc' ? [news.id, ...was] : [...was, news.id]
        expect(ids(next)).toEqual(endIsHere ? withIt : was)
        expect(next === data).toBe(!endIsHere)
        expect(next.pages.map((page) => page.has_more)).toEqual(
          data.pages.map((page) => page.has_more),
        )
        expect(untouched(data, next, news.id)).toBe(true)
        expectWhole(next)
        expect(upsertNewest(next, { ...news }, order)).toBe(next)
      }),
    )
  })

  it('changes one row in place and no page but its own', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 20 }), ({ data, order }, n) => {
        const item = row(n, 'changed')
        const next = replaceItem(data, item)
        expect(ids(next)).toEqual(ids(data))
        const isHeld = ids(data).includes(item.id)
        expect(next === data).toBe(!isHeld)
        expect(isHeld ? upsertNewest(data, item, order) : data).toEqual(next)
        const changed = next.pages.filter((page, at) => page !== data.pages[at])
        expect(changed.length).toBe(isHeld ? 1 : 0)
        expect(untouched(data, next, item.id)).toBe(true)
        expect(replaceItem(data, row(n))).toBe(data)
      }),
    )
  })

  it('lets a row go and can still be read on where it could before', () => {
    fc.assert(
      fc.property(
        scene,
        fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 }),
        ({ data, server }, drops) => {
          let next = data
          for (const n of drops) next = dropItem(next, row(n).id)
          const gone = new Set(drops.map((n) => row(n).id))
          expect(ids(next)).toEqual(ids(data).filter((id) => !gone.has(id)))
          expect(untouched(dropped(data, gone), next, '')).toBe(true)
          expectWhole(next)
          expect(next.pageParams[0] ?? null).toBeNull()
          const more = data.pages.at(-1)?.has_more ?? false
          expect(next.pages.at(-1)?.has_more).toBe(more)
          expect(more).toBe(server.length > listItems(data).length)
          expect(isStranded(next)).toBe(more && ids(next).length === 0)
        },
      ),
    )
  })

  it('equals what the server has after the newest page joined it', () => {
    fc.assert(
      fc.property(
        scene.filter(({ order }) => order === 'desc'),
        fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 10 }),
        ({ data, server }, drops, news, limit) => {
          // What happened on the server meanwhile, all of it within the page's range.
          const gone = new Set(drops.map((n) => row(n).id))
          const added = Array.from({ length: news }, (_, n) => row(100 + n)).toReversed()
          const now = [...added, ...server.filter(({ id }) => !gone.has(id))]
          const page = makePage(now.slice(0, limit), now.length > limit)
          const next = joinNewest(data, page)
          expectWhole(next)
          const covered = page.data.map(({ id }) => id)
          expect(ids(next).slice(0, covered.length)).toEqual(covered)
          const meets = covered.length === 0 || ids(data).includes(covered.at(-1) ?? '')
          const rest = meets && page.has_more ? ids(next).slice(covered.length) : []
          expect(ids(next)).toEqual([...covered, ...rest])
          const edge = covered.at(-1)
          const behind = edge === undefined ? [] : ids(data).slice(ids(data).indexOf(edge) + 1)
          expect(rest).toEqual(meets && page.has_more ? behind : [])
          const known = new Map(listItems(data).map((item) => [item.id, item]))
          for (const item of listItems(next)) expect(item).toBe(known.get(item.id) ?? item)
          expect(joinNewest(next, structuredClone(page)).pages.flatMap((p) => p.data)).toEqual(
            next.pages.flatMap((p) => p.data),
          )
        },
      ),
    )
  })

  it('begins at its beginning once the newest page joined it, wherever it began before', () => {
    const data: ListData<Row> = {
      pages: [makePage([row(2)], true), makePage([row(1)])],
      pageParams: [{ after: 'row_3' }, { after: 'row_2' }],
    }
    const next = joinNewest(data, makePage([row(3), row(2)], true))
    expect(ids(next)).toEqual(['row_3', 'row_2', 'row_1'])
    expect(next.pageParams).toEqual([null, { after: 'row_2' }])
  })

  it('that runs upwards takes the newest page as its end', () => {
    const data: ListData<Row> = {
      pages: [makePage([row(1), row(2)], true), makePage([row(3), row(5)])],
      pageParams: [null, { after: 'row_2' }],
    }
    const next = joinNewestAtEnd(data, makePage([row(5), row(4), row(3)], true))
    expect(ids(next)).toEqual(['row_1', 'row_2', 'row_3', 'row_4', 'row_5'])
    expect(next.pages[0]).toBe(data.pages[0])
    expect(next.pages[1]).toMatchObject({ has_more: false, last_id: 'row_5' })
    const whole = joinNewestAtEnd(data, makePage([row(6), row(1)]))
    expect(ids(whole)).toEqual(['row_1', 'row_6'])
  })

  it('that runs upwards learns that it goes on where the newest page does not meet it', () => {
    const data: ListData<Row> = { pages: [makePage([row(1), row(2)])], pageParams: [null] }
    const next = joinNewestAtEnd(data, makePage([row(9), row(8)], true))
    expect(ids(next)).toEqual(['row_1', 'row_2'])
    expect(next.pages[0]?.has_more).toBe(true)
  })

  it('joins the same page twice without a new row, page or list of rows', () => {
    const data: ListData<Row> = {
      pages: [makePage([row(4), row(3)], true), makePage([row(2), row(1)])],
      pageParams: [null, { after: 'row_3' }],
    }
    const next = joinNewest(data, makePage([row(4), row(3), row(2)], true))
    expect(next.pages[0]).toBe(data.pages[0])
    expect(next.pages[1]).toBe(data.pages[1])
  })
})

const dropped = (data: ListData<Row>, gone: ReadonlySet<string>): ListData<Row> => ({
  ...data,
  pages: data.pages.map((page) => ({ ...page, data: page.data.filter(({ id }) => !gone.has(id)) })),
})

describe('listItems', () => {
  it('reads pages in order, each id once, and gives the same array for the same data', () => {
    const data: ListData<Row> = {
      pages: [makePage([row(3), row(2)], true), makePage([row(2), row(1)])],
      pageParams: [null, { after: 'row_2' }],
    }
    expect(ids(data)).toEqual(['row_3', 'row_2', 'row_1'])
    expect(listItems(data)).toBe(listItems(data))
    expect(listItems(undefined)).toEqual([])
  })
})

describe('shareRows', () => {
  it('keeps every equal row, wherever it moved', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 6 }), ({ data, server }, size) => {
        const answer: ListData<Row> = {
          pages: [makePage(structuredClone([row(99), ...server].slice(0, size * 2)))],
          pageParams: [null],
        }
        const next = shareRows<ListData<Row>>(data, answer)
        expect(next).toEqual(answer)
        const known = new Map(listItems(data).map((item) => [item.id, item]))
        for (const item of listItems(next)) expect(item).toBe(known.get(item.id) ?? item)
        expect(shareRows(data, structuredClone(data))).toBe(data)
      }),
    )
  })

  it('shares a selection of rows by id too, and anything else as the library does', () => {
    const before = [row(2), row(1)]
    const next = shareRows<Row[]>(before, structuredClone([row(3), ...before]))
    expect(next[1]).toBe(before[0])
    expect(next[2]).toBe(before[1])
    expect(shareRows(before, structuredClone(before))).toBe(before)
    expect(shareRows({ a: 1 }, { a: 2 })).toEqual({ a: 2 })
    expect(shareRows('a', 'b')).toBe('b')
    expect(shareRows<Row[]>(before, [])).toEqual([])
  })
})
