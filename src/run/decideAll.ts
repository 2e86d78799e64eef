import type { ToolCall } from '../api/index.js'
import { isStandardSchema } from '../schema/index.js'
import { answerKey, type Drafts } from './drafts.js'
import type { Ask, ThreadState } from './liveRun.js'
import { parseArguments } from './parseArguments.js'
import { isAutomatic, outputOf, toolOf, type ToolSet } from './tools.js'
import { ownOf } from './ownOf.js'
import { isObject } from './isObject.js'
import { parseJson } from './parseJson.js'

export type Decision = 'approve' | 'reject'

/** Something of a schema that we did not make. */
const inside = (value: unknown, ...path: string[]): unknown =>
  path.reduce((at, name) => (isObject(at) ? ownOf(at, name) : undefined), value)

/** The part of a call's schema that holds a decision; undefined where there is none to take. */
function branchOf(tools: ToolSet, call: ToolCall, decision: Decision): unknown {
  const schema = outputOf(toolOf(tools, call), call)
  try {
    const branches = schema && !isStandardSchema(schema) ? schema['oneOf'] : undefined
    return Array.isArray(branches)
      ? branches.find((branch) => inside(branch, 'properties', 'decision', 'const') === decision)
      : undefined
  } catch {
    // A schema that cannot be read asks for no decision.
    return undefined
  }
}

/** The calls of an ask that wait to be approved or rejected, as `forms.approval` and `forms.editedArguments` ask it. */
export const decidableCalls = (
  { toolCalls }: Ask,
  calls: ThreadState['calls'],
  tools: ToolSet,
): ToolCall[] =>
  toolCalls.filter((call) => {
    const isOpen = !isAutomatic(toolOf(tools, call)) && !ownOf(calls, call.id)
    return isOpen && branchOf(tools, call, 'approve') && branchOf(tools, call, 'reject')
  })

/** Answers all of these calls alike; nothing is sent. What was changed or given as a reason stays. */
export function decideAll(
  { run }: Ask,
  calls: readonly ToolCall[],
  decision: Decision,
  tools: ToolSet,
  drafts: Drafts,
): void {
  const { answers } = drafts.store.getState()
  const written = calls.map(({ id }) => parseJson(answers[answerKey(run.id, id)]?.text ?? ''))
  const reason = written
    .map((value) => inside(value, 'reason'))
    .find((text) => typeof text === 'string' && text !== '')
  for (const [at, call] of calls.entries()) {
    const isDecided = inside(written[at], 'decision') === decision
    // Once a reason is given for one, it is given for those that lack one.
    if (isDecided && (reason === undefined || inside(written[at], 'reason'))) continue
    const proposed = inside(branchOf(tools, call, decision), 'properties', 'arguments')
    const asked = parseArguments(call)
    const value = {
      decision,
      ...(proposed !== undefined && asked.ok && { arguments: asked.value }),
      ...(decision === 'reject' && reason !== undefined && { reason }),
    }
    drafts.setAnswer(run.id, call.id, { text: JSON.stringify(value), as: 'json' })
  }
}
