import type { Run } from '../../src/api/index.js'
import { answerKey } from '../../src/run/drafts.js'
import type { StoragePort } from '../../src/run/index.js'
import { type HostilePlace, hostileValues, putInto } from './hostile.js'

/** What the kit keeps, by how its keys begin and end. */
export const stores = {
  drafts: /^drafts /,
  ask: /^ask /,
  kept: /^kept /,
  calls: /^calls /,
  sends: /^sends (?!.* tabs$)/,
  tabs: /^sends .* tabs$/,
  threads: /^threads /,
} as const

export type StoreName = keyof typeof stores

/** What a page that dies while it is asked something may leave behind. */
export function leftBehind(run: Run): Record<StoreName, unknown> {
  const toolCalls = run.required_action?.submit_tool_outputs.tool_calls ?? []
  const [call] = toolCalls
  const key = answerKey(run.id, call?.id ?? '')
  const form = {
    typed: { '["days"]': { text: '1e', fault: 'number' } },
    chosen: { '[]': 0 },
    aside: { '[]#0': { city: 'Oslo' } },
  }
  const answer = { text: '{"city":"Lisbon"}', as: 'json', form }
  const said = { name: call?.function.name, arguments: call?.function.arguments }
  return {
    drafts: { composer: 'kept words', answers: { [key]: answer } },
    ask: { runId: run.id, toolCalls },
    kept: [{ id: 'kept_1', ...said, name: 'approve_order', answer }],
    calls: {
      runId: run.id,
      calls: Object.fromEntries(
        toolCalls.map(({ id, function: { name, arguments: given } }) => [
          id,
          { asked: `${name} ${given}`, kept: { state: 'done', output: 'sun', error: 'late' } },
        ]),
      ),
    },
    sends: [
      { intent: 'left_1', input: { content: 'left behind' }, assistantId: run.assistant_id },
      {
        intent: 'left_2',
        input: {
          content: [{ type: 'text', text: 'in parts' }],
          attachments: [{ file_id: 'file_1', tools: [] }],
        },
        assistantId: run.assistant_id,
      },
    ],
    tabs: ['tab_that_died'],
    threads: [{ id: 'thread_elsewhere', title: 'Elsewhere', seenAt: 1_700_000_000_000 }],
  }
}

const file = ['input', 'attachments', 0]

/** Where something else may stand in it; `*` is the first member, whatever its name. */
const placesIn: Record<StoreName, readonly (readonly (string | number)[])[]> = {
  drafts: [
    [],
    ['composer'],
    ['answers'],
    ['answers', '*'],
    ...['text', 'as', 'form'].map((name) => ['answers', '*', name]),
    ...['typed', 'chosen', 'aside'].flatMap((name) => [
      ['answers', '*', 'form', name],
      ['answers', '*', 'form', name, '*'],
    ]),
    ['answers', '*', 'form', 'typed', '*', 'text'],
    ['answers', '*', 'form', 'typed', '*', 'fault'],
  ],
  ask: [
    [],
    ['runId'],
    ['toolCalls'],
    ['toolCalls', 0],
    ...['id', 'type', 'function'].map((name) => ['toolCalls', 0, name]),
    ...['name', 'arguments'].map((name) => ['toolCalls', 0, 'function', name]),
  ],
  kept: [
    [],
    [0],
    ...['id', 'name', 'arguments', 'answer'].map((name) => [0, name]),
    [0, 'answer', 'text'],
    [0, 'answer', 'form'],
  ],
  calls: [
    [],
    ['runId'],
    ['calls'],
    ['calls', '*'],
    ['calls', '*', 'asked'],
    ['calls', '*', 'kept'],
    ...['state', 'output', 'error', 'before'].map((name) => ['calls', '*', 'kept', name]),
  ],
  sends: [
    [],
    [0],
    ...['intent', 'input', 'assistantId'].map((name) => [0, name]),
    [0, 'input', 'content'],
    [1, 'input', 'content'],
    [1, 'input', 'content', 0],
    [1, 'input', 'content', 0, 'type'],
    [1, 'input', 'content', 0, 'text'],
    [1, 'input', 'attachments'],
    [1, ...file],
    [1, ...file, 'file_id'],
  ],
  tabs: [[], [0]],
  threads: [[], [0], [0, 'id'], [0, 'title'], [0, 'seenAt']],
}

export interface HostileRow {
  store: StoreName
  path: HostilePlace['path']
  value: string
}

const huge = `[${'{"id":1},'.repeat(20_000)}null]`
const deep = '['.repeat(50_000) + ']'.repeat(50_000)

/** Every place with every value. */
export const hostileRows: readonly HostileRow[] = Object.entries(placesIn).flatMap(
  ([store, paths]) =>
    paths.flatMap((path) =>
      [...hostileValues, huge, deep].map((value) => ({ store: store as StoreName, path, value })),
    ),
)

/** The path with the first member's name for each `*`. */
function named(whole: unknown, path: HostilePlace['path']): HostilePlace['path'] {
  let at = whole
  return path.map((step) => {
    const members = Object(at) as Record<string | number, unknown>
    const name = step === '*' ? (Object.keys(members)[0] ?? step) : step
    at = members[name]
    return name
  })
}

/** A storage in which somebody else has put a row, until it is written over. */
export function hostileStorage(
  disk: StoragePort,
  left: Record<StoreName, unknown>,
  { store, path, value }: HostileRow,
): StoragePort & { struck: () => number } {
  const over = new Set<string>()
  let struck = 0
  const rowOf = (key: string): string | undefined => {
    const found = Object.entries(stores).find(([, pattern]) => pattern.test(key))
    if (!found || over.has(key)) return undefined
    const [name] = found as [StoreName, RegExp]
    const json = JSON.stringify(left[name])
    if (name !== store) return json
    struck++
    return putInto(json, named(left[name], path), value) ?? json
  }
  return {
    struck: () => struck,
    read: (key) => {
      const row = rowOf(key)
      return row === undefined
        ? disk.read(key)
        : new Promise((resolve) => {
            resolve(JSON.parse(row))
          })
    },
    write: (key, written) => {
      over.add(key)
      return disk.write(key, written)
    },
    remove: (key) => {
      over.add(key)
      return disk.remove(key)
    },
  }
}
