import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createAssistantsClient, dialects } from '../../src/api/index.js'
import { type AssistantsServerOptions, createAssistantsServer } from '../../src/server/index.js'
import { nodeListener } from './nodeListener.js'
import { finish, text } from './serverFor.js'

const closes: (() => void)[] = []
afterEach(() => {
  for (const close of closes.splice(0)) close()
})

async function serve(options: AssistantsServerOptions = {}) {
  const assistants = createAssistantsServer({ basePath: '/api/assistants', ...options })
  const answer = nodeListener(assistants.fetch)
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  closes.push(
    () => server.closeAllConnections(),
    () => server.close(),
    assistants.close,
  )
  const { port } = server.address() as AddressInfo
  const baseUrl = `http://127.0.0.1:${port}/api/assistants`
  return { port, client: createAssistantsClient({ baseUrl, dialect: dialects.ownServer }) }
}

it('is the file that docs/a-server-of-your-own.md shows', async () => {
  const page = await readFile('docs/a-server-of-your-own.md', 'utf8')
  const file = await readFile('test/server/nodeListener.ts', 'utf8')
  expect(page).toContain(`\`\`\`ts\n${file}\`\`\`\n`)
})

it('serves bodies, refusals, files and streams over a socket', async () => {
  const { client } = await serve()
  const { id: assistant_id } = await client.createAssistant({ model: 'any', name: 'Zoë' })
  expect((await client.getAssistant({ assistant_id })).name).toBe('Zoë')
  await expect(client.getThread({ thread_id: 'thread_no' })).rejects.toMatchObject({ status: 404 })
  const file = await client.uploadFile({
    purpose: 'assistants',
    file: new File(['a,b\n'], 'é.csv', { type: 'text/csv' }),
  })
  const content = await client.getFileContent({ file_id: file.id })
  expect(await content.text()).toBe('a,b\n')

  const { id: thread_id } = await client.createThread({
    messages: [{ role: 'user', content: 'Hello' }],
  })
  const heard: string[] = []
  for await (const { event } of client.stream.createRun({ thread_id, assistant_id })) {
    heard.push(event)
  }
  expect(heard.at(-1)).toBe('thread.run.completed')
})

it('lets a run go on when whoever listened has left', async () => {
  let goOn = () => {}
  const left = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const { client } = await serve({
    async *model() {
      yield text('One. ')
      await left
      yield text('Two.')
      yield finish
    },
  })
  const { id: assistant_id } = await client.createAssistant({ model: 'any' })
  const { id: thread_id } = await client.createThread({})
  for await (const { event } of client.stream.createRun({ thread_id, assistant_id })) {
    if (event === 'thread.message.delta') break
  }
  goOn()
  const [run] = (await client.listRuns({ thread_id })).data
  const events: string[] = []
  for await (const { event } of client.stream.resumeRun({ thread_id, run_id: run?.id ?? '' })) {
    events.push(event)
  }
  expect(events.at(-1)).toBe('thread.run.completed')
})

it('answers a request that is none, and stays up', async () => {
  const { port, client } = await serve()
  const said = await new Promise<string>((resolve) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('GET // HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n'),
    )
    socket.once('data', (bytes) => resolve(String(bytes)))
  })
  expect(said).toMatch(/^HTTP\/1\.1 400 /)
  expect((await client.listAssistants({})).data).toEqual([])
})
