import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest'
import { indexedDbStorage } from '../../src/run/index.js'
import { savingOf } from '../../src/run/sureStorage.js'
import { createDatabases, type Databases } from './world/createDatabases.js'
import { createEnginePage } from './world/createEnginePage.js'
import { createWorld, type World } from './world/createWorld.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

/** How a browser gives no storage: from now on, until `vi.restoreAllMocks`. */
const modes: Record<string, () => void> = {
  'the connection is lost': () => {
    // Called on what it is called on.
    // oxlint-disable-next-line typescript/unbound-method
    const { transaction } = IDBDatabase.prototype
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function begin(
      this: IDBDatabase,
      ...given: Parameters<typeof transaction>
    ) {
      // How a database is made is the browser's own affair.
      if (String(given[1]) === 'versionchange') return transaction.apply(this, given)
      throw new DOMException('The connection is closing.', 'InvalidStateError')
    })
  },
  'the disk is full': () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Full.', 'QuotaExceededError')
    })
  },
  'another tab holds the database': () => {
    // A request that is blocked is told neither of success nor of an error.
    const blocked = () => new EventTarget() as IDBOpenDBRequest
    vi.spyOn(indexedDB, 'open').mockImplementation(blocked)
  },
  'the browser refuses': () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    })
  },
  'each act is aborted': () => {
    // Called on what it is called on.
    // oxlint-disable-next-line typescript/unbound-method
    const { transaction } = IDBDatabase.prototype
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function begin(
      this: IDBDatabase,
      ...given: Parameters<typeof transaction>
    ) {
      const begun = transaction.apply(this, given)
      queueMicrotask(() => {
        begun.addEventListener('abort', (event) => event.stopPropagation())
        begun.abort()
      })
      return begun
    })
  },
}

describe('a page whose storage fails', () => {
  let world: World
  let timers: { restore: () => void }
  let databases: Databases
  beforeEach(async () => {
    databases = createDatabases()
    world = await createWorld({ lines: [], pace: 0, dialect: 'ownServer' })
    timers = withVirtualTimers(world.clock)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    timers.restore()
    databases.restore()
    world.close()
  })

  const open = (name: string) => {
    const storage = indexedDbStorage()
    const nothing = () => {}
    const listener = { onChange: nothing, onIntent: nothing, onExecute: nothing }
    const page = createEnginePage(world, name, { ...listener, own: { storage } })
    return { page, storage, isSaved: () => savingOf(storage).getState() }
  }
  const composer = ({ page }: ReturnType<typeof open>) =>
    page.controller?.drafts.store.getState().composer

  it.each(Object.keys(modes))(
    'opens within three seconds, goes on and says so when %s',
    async (mode) => {
      const [one, two] = world.threadIds
      const opened = vi.spyOn(indexedDB, 'open')
      modes[mode]?.()
      const first = open('page 1')
      first.page.enter(one)
      await world.pass(3_050)
      expect(first.page.controller?.store.getState().isCaughtUp).toBe(true)
      first.page.controller?.drafts.setComposer('half a word')
      first.page.hands.send('Hello')
      await world.pass(5_000)
      expect(first.isSaved()).toBe(false)
      // Once for the page, once more for each act that finds the connection gone, and once for each new try.
      // oxlint-disable-next-line typescript/unbound-method -- its record is read, and nothing called
      const { mock } = IDBDatabase.prototype.transaction as Partial<Mock>
      const gone = mode === 'the disk is full' ? 0 : Math.ceil((mock?.calls.length ?? 0) / 2)
      // What does not open is tried again after one, two and four seconds.
      const again = /refuses|aborted/.test(mode) ? 3 : 0
      expect(opened.mock.calls.length).toBeLessThanOrEqual(1 + gone + again)
      first.page.enter(two)
      await world.pass(3_000)
      first.page.enter(one)
      await world.pass(3_000)
      expect(composer(first)).toBe('half a word')
      expect(first.page.rows().map(({ kind }) => kind)).toEqual(['message', 'message'])
      first.page.leave()
    },
  )

  it.each(Object.keys(modes))('keeps what was kept before %s', async (mode) => {
    const [one] = world.threadIds
    const first = open('page 1')
    first.page.enter(one)
    await world.pass(100)
    first.page.controller?.drafts.setComposer('kept')
    await world.pass(500)
    expect(first.isSaved()).toBe(true)
    modes[mode]?.()
    first.page.controller?.drafts.setComposer('kept, and more')
    await world.pass(5_000)
    // A handle that is there needs no opening.
    const isHurt = !/holds|refuses/.test(mode)
    expect(first.isSaved()).toBe(!isHurt)
    expect(composer(first)).toBe('kept, and more')
    first.page.leave()
    await world.pass(500)
    vi.restoreAllMocks()
    const second = open('page 2')
    second.page.enter(one)
    await world.pass(500)
    expect(composer(second)).toBe(isHurt ? 'kept' : 'kept, and more')
    second.page.leave()
  })

  it('is opened anew once when its connection was lost once, and says nothing', async () => {
    const [one] = world.threadIds
    const first = open('page 1')
    first.page.enter(one)
    await world.pass(100)
    const opened = vi.spyOn(indexedDB, 'open')
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('The connection is closing.', 'InvalidStateError')
    })
    first.page.controller?.drafts.setComposer('kept')
    await world.pass(500)
    expect(opened).toHaveBeenCalledOnce()
    expect(first.isSaved()).toBe(true)
    first.page.leave()
  })

  it('says that all is kept again as soon as it is', async () => {
    const [one] = world.threadIds
    const first = open('page 1')
    first.page.enter(one)
    await world.pass(100)
    modes['the disk is full']?.()
    first.page.controller?.drafts.setComposer('a')
    await world.pass(500)
    expect(first.isSaved()).toBe(false)
    vi.restoreAllMocks()
    first.page.controller?.drafts.setComposer('ab')
    await world.pass(500)
    expect(first.isSaved()).toBe(true)
    first.page.leave()
  })
})
