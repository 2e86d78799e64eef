import { render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ActionInbox, AssistantChat } from '../../src/index.js'
import { know } from '../components/inboxParts.js'
import { makeAsked, setStage, Staged, type Stage } from '../components/support.js'
import { drawn, findAxeFaults, findLayoutFaults, type Scheme, setScheme } from './support.js'

const longTitle =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)

function Desk({ stage }: { stage: Stage }) {
  const [threadId, setThreadId] = useState<string | null>(null)
  return (
    <Staged stage={stage}>
      <main>
        <ActionInbox.Root onOpen={(action) => setThreadId(action.threadId)} />
        <AssistantChat
          aria-label="Chat"
          assistantId={stage.assistantId}
          threadId={threadId}
          onThreadChange={setThreadId}
        />
      </main>
    </Staged>
  )
}

/** Three threads that ask, the first to end first. */
async function openDesk() {
  let lifetime = 0
  const stage = await setStage({ expiresAfter: () => (lifetime += 100) })
  for (const city of ['Bergen', 'Turin', 'Quito']) {
    const text = `What is the weather in ${city}?`
    know(stage, await makeAsked(stage, text), city === 'Quito' ? longTitle : text)
  }
  render(<Desk stage={stage} />)
  await waitFor(() => expect(document.querySelectorAll('.ra-inbox-item')).toHaveLength(3), {
    timeout: 8_000,
  })
  await drawn()
  return stage
}

/** What the focus is on, by its name or its words. */
const here = () =>
  document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''
const comesTo = (words: RegExp) => waitFor(() => expect(here()).toMatch(words), { timeout: 4_000 })

beforeEach(() => page.viewport(1280, 800))
afterEach(() => {
  document.documentElement.dir = 'ltr'
  setScheme('light')
})

describe('triage by keyboard alone', { timeout: 30_000 }, () => {
  it('goes down and up, opens at the first empty field, and comes back to what is next', async () => {
    const stage = await openDesk()
    const asked = stage.heard.count('listRuns')
    await userEvent.keyboard('{Tab}')
    await comesTo(/Bergen/)
    await userEvent.keyboard('{ArrowDown}j')
    await comesTo(/Donau/)
    await userEvent.keyboard('k')
    await comesTo(/Turin/)
    await userEvent.keyboard('{End}{Home}{Enter}')
    await comesTo(/^Answer to Weather: Bergen/)

    // Not now: the list again, and the next one.
    await userEvent.keyboard('{Escape}')
    await comesTo(/^Weather What is the weather in Bergen/)
    await userEvent.keyboard('{ArrowDown}{Enter}')
    await comesTo(/^Answer to Weather: Turin/)
    await userEvent.keyboard('21 °C{Tab}')
    screen.getByRole('button', { name: 'Send the answer' }).focus()
    await userEvent.keyboard('{Enter}')

    // It is answered and gone; what took its place has the focus.
    await waitFor(() => expect(document.querySelectorAll('.ra-inbox-item')).toHaveLength(2))
    await comesTo(/Donau/)
    expect(stage.heard.count('submitToolOutputs')).toBe(1)
    expect(screen.getByRole('img', { name: '2 questions wait for you' })).toBeVisible()
    expect(stage.heard.count('listRuns')).toBeLessThan(asked + 20)
  })

  it('leaves the focus where the person has gone meanwhile', async () => {
    const stage = await openDesk()
    let go = () => {}
    const held = new Promise<void>((resolve) => {
      go = resolve
    })
    const answer = async (request: Request) => {
      await held
      return stage.server.fetch(request)
    }
    stage.network.add({ operation: 'listRuns', answer })
    await userEvent.keyboard('{Tab}{Enter}')
    await userEvent.click(screen.getByRole('textbox', { name: 'Message' }))
    go()
    await screen.findByRole('textbox', { name: /^Answer to Weather/ }, { timeout: 4_000 })
    await drawn()
    expect(here()).toBe('Message')
  })
})

describe.each<Scheme>(['light', 'dark'])('in %s', (scheme) => {
  it('the inbox stands in nobody’s way', { timeout: 30_000 }, async () => {
    setScheme(scheme)
    await openDesk()
    expect(await findAxeFaults()).toEqual([])
  })
})

it.each([
  ['a phone', 390],
  ['a desk', 1280],
])('everything in the inbox has its room on %s', { timeout: 30_000 }, async (_, width) => {
  await page.viewport(width, 800)
  await openDesk()
  expect(findLayoutFaults()).toEqual([])
  document.documentElement.dir = 'rtl'
  await drawn()
  expect(findLayoutFaults()).toEqual([])
})
