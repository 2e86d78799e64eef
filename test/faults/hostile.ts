import type { RequestName } from '../../src/api/index.js'

const nested = (depth: number, open: string, inner: string, close: string) =>
  open.repeat(depth) + inner + close.repeat(depth)

/** What a hostile server may put in the place of any value, as it goes over the wire. */
export const hostileValues: readonly string[] = [
  'null',
  'true',
  '-1',
  '0.5',
  '1e9',
  '2000000000',
  '1e309',
  '-1e309',
  '9007199254740993',
  '""',
  '"x"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"__proto__"',
  '"constructor"',
  '"NaN"',
  '"\\u0000\\u2028\\u202e"',
  JSON.stringify('x'.repeat(300_000)),
  '[]',
  '[null]',
  '[[],{},"x",7]',
  nested(300, '[', '', ']'),
  '{}',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"a":1,"a":{"__proto__":{"polluted":true}}}',
  '{"length":1e9,"0":"x"}',
  '{"then":"x","toString":1,"valueOf":null,"toJSON":2,"hasOwnProperty":3}',
  '{"id":"__proto__","index":1e9,"type":"__proto__"}',
  nested(300, '{"a":', '1', '}'),
]

/** Where it may stand: in a body, or in what an event carries. */
export interface HostilePlace {
  operation: RequestName
  event?: string
  path: readonly (string | number)[]
}

const inBody = (operation: RequestName, paths: readonly HostilePlace['path'][]): HostilePlace[] =>
  paths.map((path) => ({ operation, path }))
const inEvent = (event: string, paths: readonly HostilePlace['path'][]): HostilePlace[] =>
  paths.map((path) => ({ operation: 'createRun', event, path }))

const part = ['content', 0]
const calls = ['required_action', 'submit_tool_outputs', 'tool_calls']
const stepCall = ['delta', 'step_details', 'tool_calls', 0]

export const hostilePlaces: readonly HostilePlace[] = [
  ...inBody('listMessages', [
    [],
    ['data'],
    ['data', 0],
    ...['id', 'content', 'created_at', 'role', 'status', 'metadata', 'attachments', 'run_id'].map(
      (name) => ['data', 0, name],
    ),
    ['data', 0, ...part],
    ['data', 0, ...part, 'type'],
    ['data', 0, ...part, 'text'],
    ['data', 0, ...part, 'text', 'value'],
    ['data', 0, ...part, 'text', 'annotations'],
    ['has_more'],
    ['last_id'],
  ]),
  ...inBody('listRuns', [[], ['data'], ['data', 0]]),
  ...inBody('createMessage', [[], ['id'], ['content'], ['metadata'], ['thread_id']]),
  ...inEvent('thread.run.created', [
    ['id'],
    ['status'],
    ['created_at'],
    ['expires_at'],
    ['metadata'],
  ]),
  ...inEvent('thread.run.requires_action', [
    [],
    ['required_action'],
    calls,
    [...calls, 0],
    [...calls, 0, 'id'],
    [...calls, 0, 'function'],
    [...calls, 0, 'function', 'name'],
    [...calls, 0, 'function', 'arguments'],
    ['expires_at'],
  ]),
  ...inEvent('thread.run.step.created', [['id'], ['step_details'], ['type']]),
  ...inEvent('thread.run.step.delta', [
    ['id'],
    ['delta'],
    ['delta', 'step_details'],
    ['delta', 'step_details', 'tool_calls'],
    stepCall,
    [...stepCall, 'index'],
    [...stepCall, 'id'],
    [...stepCall, 'function'],
    [...stepCall, 'function', 'arguments'],
  ]),
]

/** What is put where, while the assistant speaks. */
export const spokenPlaces: readonly HostilePlace[] = [
  ...inEvent('thread.message.created', [[], ['id'], ['content'], ['thread_id'], ['role']]),
  ...inEvent('thread.message.delta', [
    ['id'],
    ['delta'],
    ['delta', 'role'],
    ['delta', 'content'],
    ['delta', ...part],
    ['delta', ...part, 'index'],
    ['delta', ...part, 'type'],
    ['delta', ...part, 'text'],
    ['delta', ...part, 'text', 'value'],
    ['delta', ...part, 'text', 'annotations'],
  ]),
  ...inEvent('thread.message.completed', [[], ['content'], ['content', 0], ['metadata']]),
  ...inEvent('thread.run.completed', [
    [],
    ['id'],
    ['usage'],
    ['last_error'],
    ['incomplete_details'],
  ]),
]

const mark = '§hostile§'

/** The same JSON with something else in one place; null where there is no such place. */
export function putInto(json: string, path: HostilePlace['path'], value: string): string | null {
  const whole = { at: JSON.parse(json) as unknown }
  let parent: unknown = whole
  const way = ['at', ...path]
  const last = way.pop() ?? 'at'
  for (const name of way) {
    if (typeof parent !== 'object' || parent === null) return null
    parent = (parent as Record<string | number, unknown>)[name]
  }
  if (typeof parent !== 'object' || parent === null) return null
  ;(parent as Record<string | number, unknown>)[last] = mark
  return JSON.stringify(whole.at).replace(JSON.stringify(mark), () => value)
}
