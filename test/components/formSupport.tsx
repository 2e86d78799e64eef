import { screen, waitFor } from '@testing-library/react'
import type { HumanTool, JsonSchema } from '../../src/index.js'
import type { Script } from '../../src/server/index.js'
import { makeAsked, setStage, showChat, type Stage, type StageOptions } from './support.js'

interface Submitted {
  tool_outputs: { output: string }[]
}

/** What was handed in, in the order in which the server heard it. */
export const sentOf = (stage: Stage): string[] =>
  stage.heard.requests
    .filter(({ operation }) => operation === 'submitToolOutputs')
    .flatMap(({ body }) => (body as Submitted).tool_outputs.map(({ output }) => output))

/** A model that asks once, with what is given, and then is content. */
export const asksOnce =
  (...calls: readonly (readonly [name: string, args: string])[]): Script =>
  ({ messages }) =>
    messages.some(({ type }) => type === 'tool-output')
      ? [{ type: 'text', text: 'Thank you.' }]
      : calls.flatMap(([name, args], at) => [
          { type: 'tool-call' as const, id: `call_${at}`, name },
          { type: 'tool-arguments' as const, id: `call_${at}`, arguments: args },
        ])

/** A stage on which one tool asks, with a thread in which it does. */
export async function askWith(
  tool: HumanTool | JsonSchema,
  { args = '{}', ...options }: StageOptions & { args?: string } = {},
) {
  const isTool = ['output', 'render', 'parameters'].some((name) => name in tool)
  // One of the two kinds, told apart by what only a tool has.
  const human = isTool ? (tool as HumanTool) : { output: tool as JsonSchema }
  const tools = { ask: { label: 'Ask', ...human } }
  const stage = await setStage({ tools, script: asksOnce(['ask', args]), ...options })
  return { stage, threadId: await makeAsked(stage, 'Ask me') }
}

/** A chat in which a tool asks for an answer, with its form open. */
export async function showForm(...given: Parameters<typeof askWith>) {
  const { stage, threadId } = await askWith(...given)
  const shown = showChat(stage, { threadId })
  await screen.findByText('Form', {}, { timeout: 4_000 })
  const { user } = shown
  return {
    ...shown,
    /** Puts a text into a field, in one act. */
    fill: async (label: string, text: string) => {
      await user.click(screen.getByLabelText(label))
      await user.paste(text)
    },
    stage,
    threadId,
    send: () => user.click(screen.getByText('Send the answer')),
    /** What the server was sent, once it was. */
    sent: async () => {
      await waitFor(() => {
        if (sentOf(stage).length === 0) throw new Error('nothing was sent')
      })
      return sentOf(stage)
    },
  }
}
