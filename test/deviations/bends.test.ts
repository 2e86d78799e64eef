import { expect, it } from 'vitest'

import { createAssistantsServer, scripted } from '../../src/server/index.js'
import { type Bend, bendServer, createManualClock } from '../../src/testing/index.js'
import { functionTool, lines } from '../run/support.js'
import { countedIds } from '../support/countedIds.js'
import { servers } from './servers.js'

/** All that a server says to a client that talks with it, calls included. */
async function hear(bends: readonly Bend[]): Promise<string> {
  const clock = createManualClock()
  const script = lines('Hello.', { calls: [['get_weather', '{}']] })
  const server = createAssistantsServer({
    clock,
    ids: countedIds(),
    model: scripted({ clock, pace: 0, script }),
  })
  const fetch = bendServer(server.fetch, ...bends)
  const said: string[] = []
  const ask = async (method: string, path: string, body?: object) => {
    const response = await fetch(
      new Request(`https://server.test/v1${path}`, {
        method,
        headers: { 'openai-beta': 'assistants=v2' },
        body: body ? JSON.stringify(body) : null,
      }),
    )
    const text = await response.text()
    said.push(`${response.status} ${response.headers.get('date')} ${text}`)
    return (/"id":"([^"]+)"/.exec(text) ?? [])[1] ?? ''
  }
  const tools = [functionTool('get_weather')]
  const assistant_id = await ask('POST', '/assistants', { model: 'm', tools })
  const thread = await ask('POST', '/threads', { messages: [{ role: 'user', content: 'Hi' }] })
  const start = { assistant_id, stream: true, metadata: { a: 'b' } }
  await ask('POST', `/threads/${thread}/runs`, start)
  const first = [...said.join('\n').matchAll(/"id":"(run_\w+|[\da-f-]{24,36})"/g)].at(-1)?.[1]
  await ask('GET', `/threads/${thread}/messages`)
  await ask('GET', `/threads/${thread}/runs`)
  await ask('GET', `/threads/${thread}/runs/${first}/steps`)
  await ask('POST', `/threads/${thread}/runs`, start)
  // Refused by the lock, or held back until it is lifted.
  const late = ask('POST', `/threads/${thread}/messages`, { role: 'user', content: 'Wait' })
  await Promise.race([late, new Promise((resolve) => setTimeout(resolve, 20))])
  server.close()
  return said.join('\n')
}

it.each(servers.slice(1))('a server %s is another one than ours', async (_, bends) => {
  await expect(hear([])).resolves.toBe(await hear([]))
  expect(await hear(bends())).not.toBe(await hear([]))
})
