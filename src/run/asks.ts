import type { Run, ToolCall } from '../api/index.js'

/** What a run asks; nothing, where it does not ask. */
export const callsOf = ({ required_action: asked }: Run): readonly ToolCall[] =>
  asked?.submit_tool_outputs.tool_calls ?? []

/** Whether both are the same calls: an ask is known by them, since a run can ask more than once. */
export const isSameAsk = (one: readonly ToolCall[], other: readonly ToolCall[]): boolean =>
  one.length === other.length && one.every(({ id }) => other.some((call) => call.id === id))
