import type { Note } from './notes.js'
import type { CheckPattern, Work } from './plainPattern.js'
import { findPositions, type Positions, UnsafePattern } from './positions.js'

/** Patterns above it are not looked at. */
const longest = 1_000

/** What reading any pattern costs, next to a step in its graph. */
const reading = 1_000

const compiles = (pattern: string) => {
  try {
    return Boolean(new RegExp(pattern, 'u'))
  } catch {
    return false
  }
}

/** Escapes that are common, harmless and refused by the strict mode that the validator compiles in. */
const strictly = (pattern: string) =>
  pattern.replaceAll(/\\[^]/gu, (escape) =>
    /[-@'"# %&,:;<=>!`~_]$/.test(escape) ? `\\x${escape.charCodeAt(1).toString(16)}` : escape,
  )

/** Tells whether no text can make a pattern slow. Conservative. */
export const checkPattern: CheckPattern = (pattern, work) => {
  const detail = pattern.slice(0, 200)
  const unsafe = (cause: Note['cause'] = 'too-complex') =>
    ({ reason: 'unsafe-pattern', detail, cause }) as const
  if (pattern.length > longest || (work.left -= reading) < 0) return unsafe()
  const strict = [pattern, strictly(pattern)].find(compiles)
  if (strict === undefined) return { reason: 'bad-pattern', detail }
  try {
    const cause = findCause(findPositions(strict), work)
    return cause ? unsafe(cause) : strict
  } catch (error) {
    return unsafe(error instanceof UnsafePattern ? error.because : undefined)
  }
}

function findCause(positions: Positions, work: Work): Note['cause'] {
  const { takes, follows, doubled, starts, ends, isFixed, hasEdge } = positions
  if (isAmbiguous(createGraph(positions, work), doubled)) return 'ambiguous'
  // A match may start anywhere unless it is fixed: that is one more repetition, of any character.
  for (const start of isFixed ? starts.slice(1) : starts) {
    takes[start] = -1n
    follows[start]?.add(start)
  }
  // Where nothing has to stand behind, the first end that is reached is the match.
  if (!hasEdge) for (const end of ends) follows[end]?.clear()
  return degreeOf(createGraph(positions, work)) > 2 ? 'slow' : undefined
}

interface Graph {
  after: readonly (readonly number[])[]
  /** Whether a path leads from one place to another. */
  leads: (from: number, to: number) => boolean
  /** Whether a path leads there and back. */
  inLoop: (one: number, other: number) => boolean
  /** Whether some character is taken by all of them. */
  share: (...places: number[]) => boolean
}

function createGraph({ takes, follows }: Positions, work: Work): Graph {
  const spend = () => {
    if (--work.left < 0) throw new UnsafePattern('too-complex')
  }
  const after = follows.map((set) => [...set])
  const reach = after.map((next) => {
    const reached = new Set(next)
    for (const at of reached) {
      for (const further of after[at] ?? []) {
        spend()
        reached.add(further)
      }
    }
    return reached
  })
  const leads = (from: number, to: number) => reach[from]?.has(to) === true
  return {
    after,
    leads,
    inLoop: (one, other) => leads(one, other) && leads(other, one),
    share: (...places) => {
      spend()
      return places.reduce((bits, at) => bits & (takes[at] ?? 0n), -1n) !== 0n
    },
  }
}

/** Whether two paths can part, take the same text and meet again: in a loop, or too often. */
function isAmbiguous({ after, inLoop, share }: Graph, doubled: Positions['doubled']): boolean {
  if (doubled.some(([from, to]) => inLoop(from, to))) return true
  const seen = new Set<string>()
  const meetings = new Set<number>()
  const waiting = after.map((_, at): [number, number, boolean] => [at, at, true])
  for (const [left, right, isLoop] of waiting) {
    for (const one of after[left] ?? []) {
      for (const other of after[right] ?? []) {
        const stays = isLoop && inLoop(left, one) && inLoop(right, other)
        if (one === other) {
          if (left === right) continue
          if (stays) return true
          meetings.add(one)
        }
        const key = `${one},${other},${stays}`
        if (one === other || seen.has(key) || !share(one, other)) continue
        seen.add(key)
        waiting.push([one, other, stays])
      }
    }
  }
  return meetings.size > 3
}

/** The power of the text's length with which time may grow. */
function degreeOf(graph: Graph): number {
  const { after, leads, inLoop } = graph
  const loops = after.map((_, at) => at).filter((at) => inLoop(at, at))
  const known = new Map<number, number>()
  const from = (one: number): number => {
    const twins = loops.filter((twin) => inLoop(one, twin))
    const further = loops.filter(
      (other) =>
        leads(one, other) &&
        !inLoop(one, other) &&
        twins.some((twin) => canSplit(graph, twin, other)),
    )
    const most = known.get(one) ?? 1 + Math.max(0, ...further.map(from))
    known.set(one, most)
    return most
  }
  return Math.max(0, ...loops.map(from))
}

/** Whether one text can be taken within the loop of `one`, within that of `other`, and on the way between them. */
function canSplit({ after, leads, inLoop, share }: Graph, one: number, other: number): boolean {
  const seen = new Set<string>()
  const waiting = share(one, other) ? [[one, one, other] as const] : []
  for (const [left, way, right] of waiting) {
    for (const a of after[left] ?? []) {
      for (const c of after[right] ?? []) {
        if (!inLoop(a, one) || !inLoop(c, other) || !share(a, c)) continue
        for (const b of after[way] ?? []) {
          if ((b !== other && !leads(b, other)) || !share(a, b, c)) continue
          if (a === one && b === other && c === other) return true
          const key = `${a},${b},${c}`
          if (!seen.has(key)) waiting.push([a, b, c])
          seen.add(key)
        }
      }
    }
  }
  return false
}
