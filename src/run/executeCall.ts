import type { ToolCall } from '../api/index.js'
import { isStandardSchema, type JsonSchema, validate } from '../schema/index.js'
import { parseArguments } from './parseArguments.js'
import { CallArgumentsError } from './toolErrors.js'
import type { AutomaticTool, ExecuteContext } from './tools.js'
import { withChecking } from './withChecking.js'

/** What is sent for a value: a string as it is, nothing as an empty string, anything else as JSON. */
export const toOutput = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** What is wrong with arguments by their JSON Schema; the validator comes with the first call that needs it. */
async function issuesOf(schema: JsonSchema, value: unknown): Promise<string[]> {
  const checked = await withChecking(({ validateAnswer }) => validateAnswer(schema, value))
  if (checked.ok) return []
  return checked.faults.map(({ path, keyword }) =>
    path.length > 0 ? `${path.join('.')}: ${keyword}` : keyword,
  )
}

/** Carries an automatic call out. @throws what `execute` throws, or CallArgumentsError when the arguments do not fit */
export async function executeCall(
  tool: AutomaticTool,
  call: ToolCall,
  context: Omit<ExecuteContext, 'call'>,
): Promise<string> {
  const { name } = call.function
  const { parameters } = tool
  const parsed = parseArguments(call)
  if (!parsed.ok) throw new CallArgumentsError(name, [])
  let { value }: { value: unknown } = parsed
  if (parameters && isStandardSchema(parameters)) {
    const checked = await validate(parameters, value)
    if (!checked.ok) throw new CallArgumentsError(name, checked.issues)
    value = checked.value
  } else if (parameters) {
    const issues = await issuesOf(parameters, value)
    if (issues.length > 0) throw new CallArgumentsError(name, issues)
  }
  // Stopped while it was checked: then it has not begun.
  context.signal.throwIfAborted()
  // Held just above against the tool's own schema, whatever that makes of an object.
  const args = value as Record<string, unknown>
  return toOutput(await tool.execute(args, { ...context, call }))
}
