import { act, render, screen } from '@testing-library/react'
import { Profiler, type ReactNode } from 'react'
import { expect, it } from 'vitest'
import {
  Composer,
  MessageView,
  RunStatus,
  ThreadProvider,
  ThreadView,
  ToolOutputForm,
} from '../../src/index.js'
import { frames } from '../../src/testing/index.js'
import { userEvent } from '@testing-library/user-event'
import { createPen } from './pen.js'
import { makeThread, setStage, Staged } from './support.js'

it(
  'renders the row that grows, and nothing else, for each of 500 words',
  { timeout: 30_000 },
  async () => {
    const pen = createPen()
    const frame = frames()
    const stage = await setStage({ script: pen.script })
    const threadId = await makeThread(stage, 'Hello', 'Hello yourself')
    const commits: Record<string, number> = {}
    let drawn = 0
    const counted = (name: string, children: ReactNode) => (
      <Profiler
        id={name}
        onRender={(id) => {
          commits[id] = (commits[id] ?? 0) + 1
        }}
      >
        {children}
      </Profiler>
    )
    const drawRow = (id: string, { index }: { index: number }) => {
      drawn++
      return counted(`row ${index}`, <MessageView.Root id={id} />)
    }
    render(
      <Staged stage={stage} schedule={frame.schedule}>
        <ThreadProvider threadId={threadId} assistantId={stage.assistantId}>
          <ThreadView.Root>
            <ThreadView.Viewport>
              {counted('older', <ThreadView.Older />)}
              {counted('empty', <ThreadView.Empty />)}
              {counted('list', <ThreadView.Messages>{drawRow}</ThreadView.Messages>)}
              {counted('form', <ToolOutputForm.Root />)}
            </ThreadView.Viewport>
            {counted('latest', <ThreadView.ToLatest />)}
          </ThreadView.Root>
          {counted(
            'status',
            <RunStatus.Root>
              <RunStatus.Announcement />
              <RunStatus.Label />
              <RunStatus.Error />
              <RunStatus.Retry />
              <RunStatus.Unanswered />
              <RunStatus.Stop />
              <RunStatus.Steps />
            </RunStatus.Root>,
          )}
          {counted(
            'composer',
            <Composer.Root>
              <Composer.Input />
              <Composer.Send />
            </Composer.Root>,
          )}
        </ThreadProvider>
      </Staged>,
    )
    const draw = async () => {
      while (frame.pending === 0) await new Promise((resolve) => setTimeout(resolve))
      await act(async () => {
        frame.next()
        await new Promise((resolve) => setTimeout(resolve))
      })
    }
    await screen.findByText('Hello yourself')
    await userEvent.setup().type(screen.getByRole('textbox'), 'Go on{Enter}')
    pen.say('begin ')
    while (!screen.queryByText(/begin/)) await draw()
    for (const name of Object.keys(commits)) delete commits[name]
    drawn = 0

    for (let count = 1; count <= 500; count++) {
      pen.say(`word${count} `)
      await draw()
    }
    expect(screen.getByText(/begin word1 .*word500/)).toBeVisible()
    // The list holds the row, so it is told of the row's commits; it does not draw rows anew.
    expect(commits).toEqual({ 'row 3': 500, list: 500 })
    expect(drawn).toBe(0)
    pen.end()
  },
)
