import type { Heard, Subject } from './moments.js'
import type { StorageAct } from './killedPage.js'

/** The rows of a database, as a page found them. */
export type Rows = ReadonlyMap<string, unknown>

/** What a page's storage was to keep, and what it acknowledged. */
export interface Account {
  /** Takes an act down; answers what was heard by it. */
  note: (act: StorageAct) => Heard | null
  /** Whatever was acknowledged under a key that begins like this, also what was taken away since. */
  everKept: (kind: string) => unknown[]
  /** What was acknowledged and is not there, or not as it was. */
  findLost: (rows: Rows) => string[]
  /** How many writes were acknowledged. */
  readonly kept: number
}

const isFilled = (value: unknown) =>
  typeof value === 'object' && Object.keys(value ?? {}).length > 0

/** What a row is about; null where it is of no interest here. */
function subjectOf(key: string, value: unknown): Subject | null {
  if (key.startsWith('sends ')) return value === undefined || key.endsWith(' tabs') ? null : 'sends'
  if (!key.startsWith('drafts ')) return null
  if (value === undefined) return 'no draft'
  return isFilled((value as { answers?: unknown }).answers) ? 'answers' : 'draft'
}

export function createAccount(): Account {
  /** By key, in the order in which they began. */
  const meant = new Map<string, { n: number; value: unknown; isKept: boolean }[]>()
  let kept = 0

  return {
    note({ state, n, key, value }) {
      const acts = meant.get(key) ?? []
      meant.set(key, acts)
      if (state === 'begun') acts.push({ n, value, isKept: false })
      else {
        kept++
        for (const act of acts) if (act.n === n) act.isKept = true
      }
      const subject = subjectOf(key, value)
      return subject && `${state} ${subject}`
    },
    everKept: (kind) =>
      [...meant]
        .flatMap(([key, acts]) => (key.startsWith(`${kind} `) ? acts : []))
        .flatMap(({ isKept, value }) => (isKept && value !== undefined ? [value] : [])),
    findLost: (rows) =>
      [...meant].flatMap(([key, acts]) => {
        const last = acts.findLastIndex(({ isKept }) => isKept)
        if (last === -1) return []
        const found = JSON.stringify(rows.get(key))
        const may = acts.slice(last).map(({ value }) => JSON.stringify(value))
        return may.includes(found) ? [] : [`${key} is ${found}, and was ${may[0]}`]
      }),
    get kept() {
      return kept
    },
  }
}
