import type { Meta, StoryObj } from '@storybook/react-vite'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import {
  AssistantChat,
  AssistantsProvider,
  createAssistantsClient,
  dialects,
} from '../../src/index.js'
import { replaySession, type Session } from '../../src/testing/index.js'
import { ChatRoom } from '../support/ThreadStage.js'
import weather from './recordings/weather.json' with { type: 'json' }

/**
 * What once passed over a wire, played again: no server, no model, the same words every time. The playground saves such
 * a file; whoever reports a fault can send it along.
 */
const meta = {
  title: 'Playground/Recorded',
  tags: ['!autodocs'],
} satisfies Meta

export default meta

/** One thread on a recording: what is sent is answered as it was then. */
function Recorded({ session, assistantId }: { session: Session; assistantId: string }) {
  const [threadId, setThreadId] = useState<string | null>(null)
  const [cache] = useState(() => new QueryClient())
  const [client] = useState(() =>
    createAssistantsClient({
      baseUrl: '/v1',
      fetch: replaySession(session),
      dialect: dialects.ownServer,
    }),
  )
  return (
    <QueryClientProvider client={cache}>
      <AssistantsProvider client={client}>
        <ChatRoom>
          <AssistantChat
            threadId={threadId}
            onThreadChange={setThreadId}
            assistantId={assistantId}
            aria-label="Chat"
          />
        </ChatRoom>
      </AssistantsProvider>
    </QueryClientProvider>
  )
}

/** A question about the weather, which a person answers. */
export const Weather: StoryObj = {
  // A file of JSON has the shape that its writer gave it.
  render: () => <Recorded session={weather as Session} assistantId="asst_1" />,
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await userEvent.type(
      page.getByRole('textbox', { name: 'Message' }),
      'What is the weather in Lisbon?{Enter}',
    )
    const answer = await page.findByRole('textbox', { name: /Answer to/ }, { timeout: 5_000 })
    await userEvent.type(answer, '24 °C')
    await userEvent.click(page.getByRole('button', { name: 'Send the answer' }))
    await waitFor(() => expect(page.getByRole('status')).toHaveTextContent('Answered'), {
      timeout: 8_000,
    })
    await expect(page.getByRole('log')).toHaveTextContent(/24 °C/)
  },
}
