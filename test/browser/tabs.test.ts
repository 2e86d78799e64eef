import { within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { createAssistantsClient, toolDefinitions } from '../../src/index.js'
import { createAssistantsServer, scripted } from '../../src/server/index.js'
import { recordRequests } from '../../src/testing/index.js'
import { makeTools, type TabsHost } from './tabsPage.js'

const script = new URL('./tabsPage.tsx', import.meta.url).href

const question = 'What is the weather in Lisbon and in Oslo'
const questionAndCall = `${question}, and book me the warmer one`

afterEach(() => {
  for (const frame of document.querySelectorAll('iframe')) frame.remove()
})

/** A server in this page, and a thread on it for the tabs to show. */
async function openHost(pace = 0) {
  const server = createAssistantsServer({ model: scripted({ pace }) })
  const heard = recordRequests(server.fetch)
  const client = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch: server.fetch })
  let booked = 0
  let finish: ((words: string) => void) | null = null
  const book = () => {
    booked++
    return new Promise<string>((resolve) => {
      finish = resolve
    })
  }
  const assistant = await client.createAssistant({
    model: 'scripted',
    tools: toolDefinitions(makeTools(book)),
  })
  const { id: threadId } = await client.createThread({})
  const host: TabsHost = {
    serve: heard,
    threadId,
    assistantId: assistant.id,
    storage: `tabs ${threadId}`,
    book,
  }
  Object.assign(window, { tabsHost: host })
  return {
    count: heard.count,
    booked: () => booked,
    finish: () => finish?.('a trip to Lisbon'),
  }
}

/** A page of the same origin, with locks and channels of its own. */
async function openTab() {
  const frame = document.createElement('iframe')
  // Vitest wraps what is imported later, by a name that only its own page has.
  frame.srcdoc = `<!doctype html><html lang="en"><body><div id="root"></div>
    <script>window.__vitest_browser_runner__ = parent.__vitest_browser_runner__</script>
    <script type="module" src="${script}"></script></body></html>`
  document.body.append(frame)
  const find = () => {
    const body = frame.contentDocument?.body
    return body ? within(body) : null
  }
  await expect
    .poll(() => find()?.queryByRole('textbox', { name: 'Message' }), { timeout: 15_000 })
    .toBeTruthy()
  const page = find()
  const user = userEvent.setup({ document: frame.contentDocument as Document })
  if (!page) throw new Error('there is no page')
  const field = (name: string) => page.getByRole<HTMLTextAreaElement>('textbox', { name })
  const sees = async (words: string | RegExp) => {
    const count = () => page.queryAllByText(words).length
    await expect.poll(count, { timeout: 8_000 }).toBeGreaterThan(0)
  }
  return {
    page,
    sees,
    write: (name: string, words: string) => user.type(field(name), words),
    written: (name: string) => field(name).value,
    press: (name: string) => user.click(page.getByRole('button', { name })),
    rows: () => page.queryAllByRole('article').map(({ textContent }) => textContent),
    close: () => frame.remove(),
  }
}

describe('two pages of one origin on one thread', { timeout: 60_000 }, () => {
  it('show what is written and said in either, and ask once (scenario 33)', async () => {
    const { count } = await openHost()
    const one = await openTab()
    const two = await openTab()
    await one.write('Message', 'Hello')
    await expect.poll(() => two.written('Message')).toBe('Hello')
    await one.write('Message', '{Enter}')
    await expect.poll(() => two.written('Message')).toBe('')
    await expect.poll(() => one.rows().length, { timeout: 8_000 }).toBe(2)
    await expect.poll(two.rows, { timeout: 8_000 }).toEqual(one.rows())
    await two.write('Message', 'And now?{Enter}')
    await expect.poll(() => two.rows().length, { timeout: 8_000 }).toBe(4)
    await expect.poll(one.rows, { timeout: 8_000 }).toEqual(two.rows())
    expect(count('createMessage')).toBe(2)
    expect(count('createRun')).toBe(2)
  })

  it('hand in once, and keep what was written in the other one', async () => {
    const { count } = await openHost()
    const one = await openTab()
    const two = await openTab()
    await one.write('Message', `${question}?{Enter}`)
    await one.sees('Send 2 answers')
    await two.sees('Send 2 answers')
    await two.write('Answer to Weather: Oslo', 'fog, I think')
    await one.write('Answer to Weather: Lisbon', '24 °C')
    await expect.poll(() => two.written('Answer to Weather: Lisbon')).toBe('24 °C')
    await one.press('Send 2 answers')
    await two.sees(/answered in another tab/)
    expect(two.written('Answer to Weather: Oslo')).toBe('fog, I think')
    await expect.poll(two.rows, { timeout: 8_000 }).toEqual(one.rows())
    expect(count('submitToolOutputs')).toBe(1)
  })

  it('carry a call out once, and show it in both', async () => {
    const { count, booked, finish } = await openHost()
    const one = await openTab()
    const two = await openTab()
    await one.write('Message', `${questionAndCall}{Enter}`)
    await two.sees('Send 2 answers')
    await two.write('Answer to Weather: Oslo', '11 °C')
    await one.sees('Send 2 answers')
    await one.write('Answer to Weather: Lisbon', '24 °C')
    await one.press('Send 2 answers')
    await expect.poll(booked, { timeout: 8_000 }).toBe(1)
    await one.sees('Booking')
    await two.sees('Booking')
    await two.sees(/Meanwhile something else is asked/)
    finish()
    await one.sees(/a trip to Lisbon/)
    await expect.poll(two.rows, { timeout: 8_000 }).toEqual(one.rows())
    expect(booked()).toBe(1)
    expect(count('submitToolOutputs')).toBe(2)
  })

  it('hand a call to the person when the page that carried it out is closed', async () => {
    const { count, booked } = await openHost()
    const one = await openTab()
    const two = await openTab()
    await one.write('Message', `${questionAndCall}{Enter}`)
    await one.sees('Send 2 answers')
    await one.write('Answer to Weather: Lisbon', '24 °C')
    await one.write('Answer to Weather: Oslo', '11 °C')
    await one.press('Send 2 answers')
    await expect.poll(booked, { timeout: 8_000 }).toBe(1)
    one.close()
    await two.sees(/answer in its place/)
    expect(booked()).toBe(1)
    expect(count('submitToolOutputs')).toBe(1)
  })
})
