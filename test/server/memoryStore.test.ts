import { describe, expect, it } from 'vitest'
import { memoryStore, type Write } from '../../src/server/index.js'

const put = (id: string, parent = 't', value: unknown = { id }): Write => ({
  act: 'put',
  kind: 'message',
  id,
  parent,
  value,
})
const all = { order: 'asc', limit: Infinity } as const

describe('the memory store', () => {
  it('lists by order of insertion, and keeps a place through a change', async () => {
    const store = memoryStore()
    await store.batch([put('b'), put('a'), put('x', 'u')])
    await store.batch([put('b', 't', { new: true }), put('c')])
    const ids = async (options: Parameters<typeof store.list>[2]) =>
      (await store.list('message', 't', options)).map(({ id }) => id)
    expect(await ids(all)).toEqual(['b', 'a', 'c'])
    expect(await ids({ order: 'desc', limit: 2 })).toEqual(['c', 'a'])
    const place = await store.locate('message', 'a')
    expect(await ids({ ...all, above: place?.position })).toEqual(['c'])
    expect(await ids({ ...all, below: place?.position })).toEqual(['b'])
    expect(await store.get('message', 'b')).toMatchObject({ parent: 't', value: { new: true } })
    expect(await store.get('run', 'b')).toBeUndefined()
  })

  it('remembers the place of a deleted row, until its list is cleared', async () => {
    const store = memoryStore()
    await store.batch([put('a'), put('b')])
    const place = await store.locate('message', 'a')
    await store.batch([
      { act: 'delete', kind: 'message', id: 'a' },
      { act: 'delete', kind: 'message', id: 'nowhere' },
    ])
    expect(await store.get('message', 'a')).toBeUndefined()
    expect(await store.locate('message', 'a')).toEqual(place)
    await store.batch([{ act: 'clear', kind: 'message', parent: 't' }])
    expect(await store.locate('message', 'a')).toBeUndefined()
    expect(await store.locate('message', 'b')).toBeUndefined()
    expect(await store.list('message', 't', all)).toEqual([])
  })

  it('gives away copies only', async () => {
    const store = memoryStore()
    const value = { deep: ['a'] }
    await store.batch([put('a', 't', value)])
    value.deep.push('b')
    const row = (await store.get('message', 'a'))?.value as typeof value
    row.deep.push('c')
    expect((await store.get('message', 'a'))?.value).toEqual({ deep: ['a'] })
  })

  it('writes nothing of a batch that it cannot write as a whole', async () => {
    const store = memoryStore()
    const write = async () => store.batch([put('a'), put('b', 't', () => {})])
    await expect(write()).rejects.toThrow(/could not be cloned/)
    expect(await store.list('message', 't', all)).toEqual([])
  })
})
