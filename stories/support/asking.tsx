import type { StoryObj } from '@storybook/react-vite'
import {
  type HumanTool,
  type JsonSchema,
  RunStatus,
  ThreadView,
  ToolOutputForm,
} from '../../src/index.js'
import { scripted } from '../../src/server/index.js'
import { type Loaded, loaded, withRun } from './loaded.js'
import { ThreadStage } from './ThreadStage.js'

/** A thread whose run asks for one answer, by a tool that a person answers. */
export const withAsk = (tool: HumanTool, args: object | string = {}): (() => Promise<Loaded>) =>
  withRun('Please go on.', {
    tools: { ask: { label: 'Question', ...tool } },
    model: scripted({
      script: ({ messages }) =>
        messages.some(({ type }) => type === 'tool-output')
          ? [{ type: 'text', text: 'Thank you.' }]
          : [
              { type: 'tool-call', id: 'call_1', name: 'ask' },
              {
                type: 'tool-arguments',
                id: 'call_1',
                arguments: typeof args === 'string' ? args : JSON.stringify(args),
              },
            ],
    }),
  })

/** A story in which somebody is asked for what a schema describes. */
export const asks = (output: JsonSchema, more: StoryObj = {}): StoryObj => ({
  loaders: [withAsk({ output })],
  ...more,
})

/** The form of a thread, with what came of it. */
function AskStage({ stage, threadId }: Loaded) {
  return (
    <div className="form-room">
      <ThreadStage stage={stage} threadId={threadId}>
        <ThreadView.Messages />
        <ToolOutputForm.Root />
        <RunStatus.Root>
          <RunStatus.Announcement />
          <RunStatus.Label />
          <RunStatus.Stop />
        </RunStatus.Root>
      </ThreadStage>
    </div>
  )
}

export const renderAsk: NonNullable<StoryObj['render']> = (_args, context) => (
  <AskStage {...loaded(context)} />
)
