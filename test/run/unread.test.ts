import { describe, expect, it } from 'vitest'
import { createDrafts } from '../../src/run/drafts.js'
import { memoryStorage, type StoragePort } from '../../src/run/index.js'
import type { Presence } from '../../src/run/presence.js'
import { readAgain } from '../../src/run/readAgain.js'
import { sureStorage, unreadOf } from '../../src/run/sureStorage.js'
import { createManualClock } from '../../src/testing/index.js'

const answer = (text: string) => ({ text, as: 'text' as const })
const old = { composer: 'an old draft', answers: { 'run_1/call_1': answer('old') } }

/** A disk that refuses to be read, or all, until it is mended. */
async function openDisk(kept: unknown = old) {
  const disk = memoryStorage()
  await disk.write('thread', kept)
  let refused: 'reads' | 'all' | 'nothing' = 'all'
  let reads = 0
  const refuse = () => Promise.reject(new Error('The disk refuses.'))
  const port: StoragePort = {
    read: (key) => {
      reads++
      return refused === 'nothing' ? disk.read(key) : refuse()
    },
    write: (key, value) => (refused === 'all' ? refuse() : disk.write(key, value)),
    remove: (key) => (refused === 'all' ? refuse() : disk.remove(key)),
  }
  return {
    disk,
    storage: sureStorage(port),
    refuse: (what: typeof refused) => {
      refused = what
    },
    reads: () => reads,
  }
}

/** A thread that is entered, as far as its drafts go. */
function enter(
  storage: StoragePort,
  presence: Presence = { isAway: () => false, onReturn: () => () => {} },
) {
  const clock = createManualClock()
  const drafts = createDrafts({ storage, key: 'thread', clock })
  const stay = new AbortController()
  const load = () => void drafts.load().catch(() => {})
  readAgain({ storage, clock, presence, signal: stay.signal }, load)
  load()
  return {
    clock,
    drafts,
    leave: () => stay.abort(),
    shown: () => drafts.store.getState(),
  }
}

describe('what storage refuses to read', () => {
  it('is in the composer as soon as it can be read, when nothing was typed meanwhile', async () => {
    const { storage, refuse, disk } = await openDisk()
    const { clock, shown, leave } = enter(storage)
    await clock.advance(900)
    expect(shown()).toEqual({ composer: '', answers: {} })
    refuse('nothing')
    await clock.advance(200)
    expect(shown()).toEqual(old)
    expect(await disk.read('thread')).toEqual(old)
    leave()
    expect(clock.pending).toBe(0)
  })

  it('is tried after one second, and then after twice as long each time, up to sixteen', async () => {
    const { storage, reads } = await openDisk()
    const { clock, leave } = enter(storage)
    const tried: number[] = []
    await clock.advance(0)
    for (let second = 1; second <= 70; second++) {
      const before = reads()
      await clock.advance(1_000)
      if (reads() > before) tried.push(second)
    }
    expect(tried).toEqual([1, 3, 7, 15, 31, 47, 63])
    leave()
    await clock.advance(0)
    expect(clock.pending).toBe(0)
  })

  it('is not tried while nobody is there', async () => {
    const { storage, reads } = await openDisk()
    let isAway = true
    let come = () => {}
    const { clock, leave } = enter(storage, {
      isAway: () => isAway,
      onReturn: (act) => {
        come = act
        return () => {}
      },
    })
    await clock.advance(60_000)
    expect(reads()).toBe(1)
    isAway = false
    come()
    await clock.advance(1_000)
    expect(reads()).toBe(2)
    leave()
  })

  it.each(['reads', 'all'] as const)(
    'gives way to what was typed meanwhile, and comes back where there is room (%s refused)',
    async (what) => {
      const { storage, refuse, disk } = await openDisk()
      refuse(what)
      const { clock, drafts, shown, leave } = enter(storage)
      await clock.advance(300)
      drafts.setComposer('typed')
      drafts.setAnswer('run_1', 'call_1', answer('mine'))
      drafts.setAnswer('run_1', 'call_2', answer('mine, too'))
      await clock.advance(300)
      // Nothing takes the place of what nobody has read.
      expect(await disk.read('thread')).toEqual(old)
      refuse('nothing')
      await clock.advance(5_000)
      const typed = {
        composer: 'typed',
        answers: { 'run_1/call_1': answer('mine'), 'run_1/call_2': answer('mine, too') },
      }
      expect(shown()).toEqual(typed)
      expect(await disk.read('thread')).toEqual({ ...typed, older: old })
      drafts.setComposer('')
      drafts.dropAnswer('run_1', 'call_2')
      await clock.advance(300)
      leave()

      const next = enter(sureStorage({ ...disk }))
      await next.clock.advance(300)
      expect(next.shown()).toEqual({
        composer: 'an old draft',
        answers: { 'run_1/call_1': answer('mine') },
      })
      next.drafts.setComposer('')
      next.drafts.dropAnswers()
      await next.clock.advance(300)
      expect(await disk.read('thread')).toBeUndefined()
      next.leave()
    },
  )

  it('is not put aside when it was seen before', async () => {
    const { storage, refuse, disk } = await openDisk()
    refuse('nothing')
    const { clock, drafts, shown, leave } = enter(storage)
    await clock.advance(300)
    refuse('all')
    drafts.setComposer('an old')
    await clock.advance(300)
    refuse('nothing')
    await clock.advance(5_000)
    expect(shown().composer).toBe('an old')
    expect(await disk.read('thread')).toEqual({ ...old, composer: 'an old' })
    leave()
  })

  it('is still there when all that was typed meanwhile is sent', async () => {
    const { storage, refuse, disk } = await openDisk()
    const { clock, drafts, shown, leave } = enter(storage)
    drafts.setComposer('typed')
    await clock.advance(300)
    drafts.setComposer('')
    await clock.advance(300)
    refuse('nothing')
    await clock.advance(5_000)
    expect(shown()).toEqual(old)
    expect(await disk.read('thread')).toEqual(old)
    leave()
  })

  it('stays in memory with what was typed when the thread is left and entered again', async () => {
    const { storage, refuse, disk } = await openDisk()
    const first = enter(storage)
    first.drafts.setComposer('typed')
    await first.clock.advance(300)
    first.leave()
    const { clock, shown, leave } = enter(storage)
    await clock.advance(300)
    expect(shown().composer).toBe('typed')
    refuse('nothing')
    await clock.advance(5_000)
    expect(shown()).toEqual({ ...old, composer: 'typed' })
    expect(await disk.read('thread')).toMatchObject({
      composer: 'typed',
      older: { composer: 'an old draft' },
    })
    leave()
  })

  it('is not removed, nor written over as a list', async () => {
    const { storage, refuse, disk } = await openDisk([{ id: 'a' }, { id: 'b', n: 1 }])
    await expect(storage.read('thread')).rejects.toThrow('The disk refuses.')
    await storage.remove('thread')
    refuse('reads')
    await storage.write('thread', [{ id: 'b', n: 2 }])
    expect(await disk.read('thread')).toEqual([{ id: 'a' }, { id: 'b', n: 1 }])
    expect(await storage.read('thread')).toEqual([{ id: 'b', n: 2 }])
    refuse('nothing')
    await unreadOf(storage).tryAgain()
    expect(await disk.read('thread')).toEqual([{ id: 'a' }, { id: 'b', n: 2 }])
    expect(unreadOf(storage).store.getState().size).toBe(0)
  })
})
