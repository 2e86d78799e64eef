import type { ToolCall } from '../api/index.js'

/** Whether both are the same calls: an ask is known by them, since a run can ask more than once. */
export const isSameAsk = (one: readonly ToolCall[], other: readonly ToolCall[]): boolean =>
  one.length === other.length && one.every(({ id }) => other.some((call) => call.id === id))
