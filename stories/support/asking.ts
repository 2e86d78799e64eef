import type { StoryObj } from '@storybook/react-vite'
import type { HumanTool, JsonSchema } from '../../src/index.js'
import { scripted } from '../../src/server/index.js'
import { type Loaded, withRun } from './loaded.js'

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
