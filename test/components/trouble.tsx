import { act, screen } from '@testing-library/react'
import { createManualClock, type Fault } from '../../src/testing/index.js'
import { makeThread, setStage, settle, showChat, type Stage } from './support.js'

export const words = 'Do not lose me'
export const composer = () => screen.getByRole('textbox', { name: 'Message' })
export const mine = () => screen.queryAllByRole('article', { name: 'You' })
export const html = '<!doctype html><title>Sign in</title>'

/** A stage on a clock that is moved by hand, and a person who has sent something on a thread of it. */
export async function send(...faults: Fault[]) {
  const clock = createManualClock()
  const stage = await setStage({ clock })
  const threadId = await makeThread(stage)
  const { user } = showChat(stage, { threadId })
  await settle()
  stage.network.add(...faults)
  await user.type(composer(), `${words}{Enter}`)
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) await act(() => clock.advance(1_000))
  }
  return { stage, user, threadId, pass }
}

/** What the server has of a thread, oldest first. */
export async function truth({ other }: Stage, thread_id: string) {
  const { data } = await other.listMessages({ thread_id, order: 'asc' })
  const runs = await other.listRuns({ thread_id })
  const texts = data.map(({ content: [part] }) => (part?.type === 'text' ? part.text.value : ''))
  return { texts, runs: runs.data.length }
}

/** Lets the server do it, and puts another body in the place of its answer. */
export const spoil =
  (stage: Stage, change: (body: string) => string, type = 'text/event-stream') =>
  async (request: Request) => {
    const text = await (await stage.server.fetch(request)).text()
    return new Response(change(text), { headers: { 'content-type': type } })
  }
