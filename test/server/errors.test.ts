import { describe, expect, it } from 'vitest'
import type { ApiVersion } from '../../src/api/index.js'
import { refusalTable, wrongKey } from './refusalTable.js'
import {
  call,
  callsOf,
  facts,
  finish,
  heldModel,
  reason,
  serverFor,
  text,
  turns,
} from './serverFor.js'

/** A server with one thread of each kind, and the names by which the table calls what is there. */
async function everyKind() {
  const held = heldModel()
  const said = turns(
    [text('Hi'), finish],
    [...call('call_a', 'get', '{}'), ...call('call_b', 'get', '{}'), finish],
  )
  let asked = 0
  const kit = serverFor({
    model: (turn) => (asked++ < 2 ? said.model(turn) : held.model(turn)),
    authorize: (request) => request.headers.get('authorization') !== wrongKey.authorization,
  })
  const { assistant } = await kit.setUp()
  const names: Record<string, string> = { A: assistant.id }
  for (const [thread, run] of [
    ['T', 'DONE'],
    ['ASK', 'WAIT'],
    ['BUSY', 'RUN'],
  ] as const) {
    const { id } = await kit.client.createThread({})
    names[thread] = id
    const params = { thread_id: id, assistant_id: assistant.id }
    names[run] = (await kit.client.createRun(params)).id
    await kit.clock.settle()
  }
  const waiting = await kit.client.getRun({
    thread_id: names['ASK'] ?? '',
    run_id: names['WAIT'] ?? '',
  })
  expect(callsOf(waiting)).toHaveLength(2)
  const named = (words: string) =>
    words.replaceAll(/\b(?:A|T|DONE|ASK|WAIT|BUSY|RUN)\b/g, (name) => names[name] ?? name)
  return { ...kit, named }
}

/** A text is meant from its first letter to its last. */
const toPattern = (says: string | RegExp, named: (words: string) => string) =>
  typeof says === 'string' ? new RegExp(`^${named(says).replaceAll(/[[\]().]/g, '\\$&')}$`) : says

const editions: ApiVersion[] = ['v1', 'v2']

describe.each(editions)('a refusal in %s', (edition) => {
  it.each(refusalTable)('of $what says why, as $ground', async (row) => {
    const { ask, named } = await everyKind()
    const [method, path, body, headers] = row.ask
    const answer = await ask(method, named(path), {
      body: body && (JSON.parse(named(JSON.stringify(body))) as unknown),
      headers: { 'openai-beta': `assistants=${edition}`, ...headers },
    })
    expect(answer.status).toBe(row.status)
    expect(Object.keys(answer.body)).toEqual(['error'])
    expect(facts(answer)).toEqual({
      type: row.type ?? 'invalid_request_error',
      param: row.param ?? null,
      code: row.code ?? null,
    })
    expect(reason(answer)).toMatch(toPattern(row.says, named))
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/)
  })
})
