import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ActionInbox, dialects, useKnownThreads } from '../../src/index.js'
import { makeAsked, setStage, Staged } from './support.js'

function Conversations() {
  const { threads } = useKnownThreads()
  return <output>{threads.map(({ id }) => id).join(' ')}</output>
}

it('shows what waits in a conversation that somebody else began, on a page that never opened it', async () => {
  const stage = await setStage({ dialect: dialects.ownServer })
  const threadId = await makeAsked(stage)
  await stage.other.modifyThread({ thread_id: threadId, metadata: { title: 'From the phone' } })
  render(
    <Staged stage={stage}>
      <ActionInbox.Root onOpen={() => {}} />
      <Conversations />
    </Staged>,
  )
  const item = await screen.findByRole('listitem', {}, { timeout: 5_000 })
  expect(item.textContent).toMatch(/From the phone/)
  expect(screen.getByRole('status').textContent).toBe(threadId)
  expect(stage.heard.requests.map(({ operation }) => operation)).toEqual([
    'listThreads',
    'listRuns',
  ])
})
