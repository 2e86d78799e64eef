import type { Meta, StoryObj } from '@storybook/react-vite'
import { useEffect, useState } from 'react'
import { expect, userEvent, within } from 'storybook/test'
import { AssistantChat, ThreadProvider, useRunController } from '../../src/index.js'
import { scripted } from '../../src/server/index.js'
import { loaded } from '../support/loaded.js'
import { withLongThread } from '../support/longThread.js'
import { piecesOf, richAnswer } from '../support/richAnswer.js'
import { Staged } from '../support/Staged.js'
import { ChatRoom } from '../support/ThreadStage.js'

/**
 * A thread of 10,000 messages in which an answer comes as fast as 200 pieces a second. Scroll while it comes, write while it comes;
 * above the chat stands how long the page took for the longest of its last frames.
 */
const meta = {
  title: 'Playground/At speed',
  tags: ['!autodocs'],
  // To look through a page that grows would take its time away; its parts are looked through in stories of their own.
  parameters: { a11y: { test: 'off' } },
} satisfies Meta

export default meta

/** Three times all that an answer may hold: some 600 pieces, in three seconds. */
const model = scripted({
  pace: 5,
  script: () => piecesOf(richAnswer.repeat(3)).map((text) => ({ type: 'text', text }) as const),
})

/** The longest of the frames of the last second, in milliseconds. */
function useLongestFrame(): number {
  const [longest, setLongest] = useState(0)
  useEffect(() => {
    let frame = 0
    let last = performance.now()
    let most = 0
    let since = last
    const look = (now: number) => {
      most = Math.max(most, now - last)
      last = now
      if (now - since > 1_000) {
        setLongest(Math.round(most))
        most = 0
        since = now
      }
      frame = requestAnimationFrame(look)
    }
    frame = requestAnimationFrame(look)
    return () => cancelAnimationFrame(frame)
  }, [])
  return longest
}

function Start() {
  const { send } = useRunController()
  const longest = useLongestFrame()
  return (
    <p className="at-speed">
      <button type="button" className="ra-button" onClick={() => send('Go on')}>
        Let it answer at 200 pieces a second
      </button>
      <span className="ra-quiet">Longest frame of the last second: {longest} ms</span>
    </p>
  )
}

/** 10,000 messages, read already as after a visit before. */
export const TenThousandMessages: StoryObj = {
  loaders: [withLongThread({ count: 10_000, loaded: 10_000, model })],
  render: (_args, context) => {
    const { stage, threadId } = loaded(context)
    const thread = { threadId, assistantId: stage.talker }
    return (
      <Staged stage={stage}>
        <ThreadProvider {...thread}>
          <Start />
          <ChatRoom>
            <AssistantChat aria-label="Chat" {...thread} />
          </ChatRoom>
        </ThreadProvider>
      </Staged>
    )
  },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(page.getAllByRole('article').length).toBeLessThan(80)
    await userEvent.click(page.getByRole('button', { name: /200 pieces a second/ }))
    await page.findByText('Go on')
  },
}
