import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { indexedDbStorage, memoryStorage, type StoragePort } from '../../src/run/index.js'
import { createDrafts } from '../../src/run/drafts.js'
import { createManualClock } from '../../src/testing/index.js'

describe('storage', () => {
  beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
  afterEach(() => vi.unstubAllGlobals())

  const ports: Record<string, () => StoragePort> = {
    memory: memoryStorage,
    IndexedDB: () => indexedDbStorage(),
  }
  for (const [name, make] of Object.entries(ports)) {
    it(`keeps plain values in ${name}, apart from the one that was given`, async () => {
      const storage = make()
      const value = { a: [1] }
      await storage.write('k', value)
      value.a.push(2)
      expect(await storage.read('k')).toEqual({ a: [1] })
      await storage.remove('k')
      expect(await storage.read('k')).toBeUndefined()
    })
  }

  it('keeps through a reload of the page', async () => {
    await indexedDbStorage().write('k', 'v')
    expect(await indexedDbStorage().read('k')).toBe('v')
  })

  it('goes on in memory where there is no database, and says so once (scenario 34)', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const told = vi.fn<(error: unknown) => void>()
    const storage = indexedDbStorage({ onMemoryOnly: told })
    await storage.write('k', 'v')
    await storage.write('k', 'w')
    expect(await storage.read('k')).toBe('w')
    await storage.remove('k')
    expect(await storage.read('k')).toBeUndefined()
    expect(told).toHaveBeenCalledOnce()
  })

  it('does not wait for a database that does not open (scenario 34)', async () => {
    const open = vi.spyOn(indexedDB, 'open').mockReturnValue(new EventTarget() as IDBOpenDBRequest)
    const told = vi.fn<(error: unknown) => void>()
    const storage = indexedDbStorage({ openTimeout: 20, onMemoryOnly: told })
    await storage.write('k', 'v')
    expect(await storage.read('k')).toBe('v')
    expect(open).toHaveBeenCalledOnce()
    expect(told).toHaveBeenCalledOnce()
  })

  it('opens the database once more when its connection was lost (scenario 34)', async () => {
    const told = vi.fn<(error: unknown) => void>()
    const storage = indexedDbStorage({ onMemoryOnly: told })
    await storage.write('k', 'v')
    const put = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The connection is closing.', 'InvalidStateError')
    })
    await storage.write('k', 'w')
    put.mockRestore()
    expect(told).not.toHaveBeenCalled()
    expect(await indexedDbStorage().read('k')).toBe('w')
  })

  it('keeps a write in memory when the disk is full, and the newer value wins (scenario 34)', async () => {
    const told = vi.fn<(error: unknown) => void>()
    const storage = indexedDbStorage({ onMemoryOnly: told })
    await storage.write('k', 'old')
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Full.', 'QuotaExceededError')
    })
    await storage.write('k', 'new')
    expect(await storage.read('k')).toBe('new')
    expect(told).toHaveBeenCalledOnce()
    put.mockRestore()
    await storage.write('k', 'newest')
    expect(await storage.read('k')).toBe('newest')
    expect(await indexedDbStorage().read('k')).toBe('newest')
  })

  it('gives way to another tab that needs the database', async () => {
    const storage = indexedDbStorage()
    await storage.write('k', 'v')
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase('react-assistants')
      request.addEventListener('success', () => resolve())
      request.addEventListener('blocked', () => reject(new Error('It stands in the way.')))
    })
    await storage.write('k', 'again')
    expect(await storage.read('k')).toBe('again')
  })
})

describe('drafts', () => {
  beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()))
  afterEach(() => vi.unstubAllGlobals())

  const make = (storage: StoragePort, key = 'thread') => {
    const clock = createManualClock()
    return { clock, drafts: createDrafts({ storage, key, clock }) }
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

  it('loses nothing that was typed 300 ms before the page dies (scenario 21)', async () => {
    const { clock, drafts } = make(indexedDbStorage())
    drafts.setComposer('a long let')
    drafts.setAnswer('run_1', 'call_1', { text: '{"a":', as: 'json' })
    await clock.advance(300)
    await settled()
    const after = make(indexedDbStorage()).drafts
    await after.load()
    expect(after.store.getState()).toEqual({
      composer: 'a long let',
      answers: { 'run_1/call_1': { text: '{"a":', as: 'json' } },
    })
  })

  it('keeps while a person types on and on', async () => {
    const storage = memoryStorage()
    const { clock, drafts } = make(storage)
    for (let n = 0; n < 20; n++) {
      drafts.setComposer('x'.repeat(n))
      await clock.advance(100)
    }
    expect(await storage.read('thread')).toMatchObject({
      composer: expect.stringMatching(/^x{17,}$/) as string,
    })
  })

  it('prefers what is being typed to what was kept', async () => {
    const storage = memoryStorage()
    await storage.write('thread', {
      composer: 'old',
      answers: { 'r/c': { text: 'kept', as: 'text' } },
    })
    const { drafts } = make(storage)
    drafts.setComposer('new')
    await drafts.load()
    expect(drafts.store.getState()).toMatchObject({
      composer: 'new',
      answers: { 'r/c': { text: 'kept' } },
    })
  })

  it('passes by what is no draft', async () => {
    const storage = memoryStorage()
    await storage.write('thread', ['odd'])
    const { drafts } = make(storage)
    await drafts.load()
    expect(drafts.store.getState()).toEqual({ composer: '', answers: {} })
  })

  it('leaves nothing behind once all is sent', async () => {
    const storage = memoryStorage()
    const { clock, drafts } = make(storage)
    drafts.setComposer('a')
    drafts.setAnswer('run_1', 'call_1', { text: 'b', as: 'text' })
    drafts.setAnswer('run_2', 'call_1', { text: 'c', as: 'text' })
    await drafts.flush()
    drafts.setComposer('')
    drafts.dropRun('run_1')
    expect(Object.keys(drafts.store.getState().answers)).toEqual(['run_2/call_1'])
    drafts.dropAnswers()
    await clock.advance(200)
    expect(await storage.read('thread')).toBeUndefined()
    expect(clock.pending).toBe(0)
  })

  it('moves with its thread', async () => {
    const storage = memoryStorage()
    const { clock, drafts } = make(storage, 'new')
    drafts.setComposer('a')
    await drafts.flush()
    drafts.moveTo('thread_1')
    await clock.advance(200)
    expect(await storage.read('new')).toBeUndefined()
    expect(await storage.read('thread_1')).toMatchObject({ composer: 'a' })
  })

  it('tries a failed write again with the next stroke', async () => {
    const memory = memoryStorage()
    let isFull = true
    const storage = {
      ...memory,
      write: (key: string, value: unknown) =>
        isFull ? Promise.reject(new Error('full')) : memory.write(key, value),
    }
    const { clock, drafts } = make(storage)
    drafts.setComposer('a')
    await clock.advance(200)
    isFull = false
    drafts.setComposer('ab')
    await clock.advance(200)
    expect(await memory.read('thread')).toMatchObject({ composer: 'ab' })
  })
})
