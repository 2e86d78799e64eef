/* oxlint-disable eslint/no-underscore-dangle -- so does the library call what it keeps to itself */
import { IDBFactory } from 'fake-indexeddb'
import { stir } from './settle.js'

/** What fake-indexeddb keeps of a database beside what a page may see. */
interface RawDatabase {
  transactions: {
    mode: IDBTransactionMode
    _state: string
    _started: boolean
    _rollbackLog: (() => void)[]
    _requests: { request: { readyState: string } }[]
  }[]
  connections: unknown[]
}

/** Where a page died: what its transaction was doing. */
export type Moment =
  | 'opening'
  | 'making the database'
  | 'between two acts'
  | 'before a read'
  | 'in a read'
  | 'before a write'
  | 'in a write'

/** The databases of a browser whose pages can die at any step of what goes on in them. */
export interface Databases {
  /** How many steps were taken since the last page was opened. */
  readonly steps: number
  /** The page dies in place of the step with this number, counted from 0. */
  dieAt: (step: number, die: (moment: Moment) => void) => void
  restore: () => void
}

const rawDatabases = (factory: IDBFactory): Map<string, RawDatabase> =>
  // It has no other door.
  (factory as unknown as { _databases: Map<string, RawDatabase> })._databases

const momentOf = (databases: Iterable<RawDatabase>): Moment => {
  for (const { transactions, connections } of databases) {
    const open = transactions.find(({ _state }) => _state !== 'finished')
    if (!open && connections.length === 0) return 'opening'
    if (!open) continue
    if (open.mode === 'versionchange') return 'making the database'
    const act = open.mode === 'readonly' ? 'read' : 'write'
    return open._started ? `in a ${act}` : `before a ${act}`
  }
  return 'between two acts'
}

/** Undoes what was not committed, as a browser does when a page is gone. */
function undoOpen({ transactions }: RawDatabase) {
  for (const transaction of transactions.toReversed()) {
    if (transaction._state === 'finished') continue
    for (const undo of transaction._rollbackLog.toReversed()) undo()
    for (const { request } of transaction._requests) request.readyState = 'done'
    transaction._state = 'finished'
  }
}

/** In place of the machine's own until `restore`: each step counts as something that goes on. */
export function createDatabases(): Databases {
  const { setImmediate, indexedDB: before } = globalThis
  let factory = new IDBFactory()
  let page = 0
  let steps = 0
  let death: { step: number; die: (moment: Moment) => void } | null = null
  Object.assign(globalThis, { indexedDB: factory })

  const die = () => {
    const raw = rawDatabases(factory)
    const moment = raw.size === 0 ? 'opening' : momentOf(raw.values())
    const next = new IDBFactory()
    for (const [name, database] of raw) {
      undoOpen(database)
      Object.assign(database, { transactions: [], connections: [] })
      // A database that was not made is none.
      if ((database as unknown as IDBDatabase).version > 0) rawDatabases(next).set(name, database)
    }
    factory = next
    Object.assign(globalThis, { indexedDB: factory })
    page++
    steps = 0
    const last = death
    death = null
    last?.die(moment)
  }
  const queue = (act: () => void) => {
    const mine = page
    stir()
    setImmediate(() => {
      stir()
      // What a dead page began never goes on.
      if (mine !== page) return
      if (steps === death?.step) die()
      else {
        steps++
        act()
      }
    })
  }
  // It looks this one up each time; nothing else in the suite goes by it.
  Object.assign(globalThis, { setImmediate: queue })
  return {
    get steps() {
      return steps
    },
    dieAt: (step, act) => {
      death = { step, die: act }
    },
    restore: () => void Object.assign(globalThis, { setImmediate, indexedDB: before }),
  }
}
