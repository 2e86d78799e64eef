import { memoryStorage, type StoragePort } from '../../../src/run/index.js'
import { stir } from './settle.js'

/** How storage fails: one act is undone, there is no room, the connection is gone, or another tab is in the way. */
export type StorageFault = 'abort' | 'quota' | 'closed' | 'blocked'

/** The storage of one page over what all pages of the browser share. */
export interface PageStorage extends StoragePort {
  /** The next `acts` that it concerns fail. */
  fail: (fault: StorageFault, acts: number, onStruck: () => void) => void
  mend: () => void
  /** What fails here fails for the page after this one, too. */
  handOn: (next: Pick<PageStorage, 'fail'>) => void
  /** The page is gone: what it began here never ends. */
  kill: () => void
  /** Whether anything ever failed here: then a page that dies may take with it what was not saved. */
  readonly hasFailed: boolean
  /** Something is under way that may fail yet. */
  readonly isHeldUp: boolean
}

/** What pages share, and what of it can be read from outside. */
export interface Disk {
  port: StoragePort
  /** Every value that was ever written, as text. */
  written: string[]
}

export function createDisk(): Disk {
  const port = memoryStorage()
  const written: string[] = []
  return {
    port: {
      ...port,
      write: (key, value) => {
        written.push(JSON.stringify(value))
        return port.write(key, value)
      },
    },
    written,
  }
}

/** How long a page waits for a database that another one holds. */
const blockedFor = 3_000

export function createPageStorage(
  { port }: Disk,
  wait: (ms: number) => Promise<void>,
): PageStorage {
  let current: { fault: StorageFault; left: number; onStruck: () => void } | null = null

  let isDead = false
  let hasFailed = false
  let heldUp = 0

  const strikes = (isWrite: boolean): StorageFault | null => {
    if (!current || current.left === 0 || (current.fault === 'quota' && !isWrite)) return null
    current.left--
    hasFailed = true
    current.onStruck()
    return current.fault
  }
  const act = async <T>(isWrite: boolean, work: () => Promise<T>): Promise<T> => {
    stir()
    const never = new Promise<never>(() => {})
    if (isDead) return never
    const fault = strikes(isWrite)
    // A transaction that aborts does so after a while, and then nothing of it is kept.
    heldUp++
    if (fault === 'abort') await wait(5)
    if (fault === 'blocked') await wait(blockedFor)
    heldUp--
    // Browsers carry acts out in the order in which they were begun: none of a dead page comes after those of the next.
    if (isDead) return never
    if (fault !== null && fault !== 'blocked') {
      const name = { abort: 'AbortError', quota: 'QuotaExceededError', closed: 'InvalidStateError' }
      throw new DOMException(`storage: ${fault}`, name[fault])
    }
    return work()
  }
  return {
    read: (key) => act(false, () => port.read(key)),
    write: (key, value) => act(true, () => port.write(key, value)),
    remove: (key) => act(false, () => port.remove(key)),
    fail: (fault, acts, onStruck) => {
      current = { fault, left: acts, onStruck }
    },
    mend: () => {
      current = null
    },
    handOn: (next) => {
      if (current) next.fail(current.fault, current.left, current.onStruck)
    },
    kill: () => {
      isDead = true
    },
    get hasFailed() {
      return hasFailed
    },
    get isHeldUp() {
      return heldUp > 0
    },
  }
}
