import { eventNames } from './events.js'
import { isObject, listOf, type Members } from './said.js'

const membersOf = (value: unknown): Members => (isObject(value) ? value : {})
const textOr = (instead: string, text: unknown) => (typeof text === 'string' ? text : instead)

/** A call without an id cannot be answered. */
function callOf(call: Members): Members[] {
  if (typeof call['id'] !== 'string') return []
  const asked = membersOf(call['function'])
  const text = { name: textOr('', asked['name']), arguments: textOr('', asked['arguments']) }
  return [{ ...call, type: 'function', function: { ...asked, ...text } }]
}

function actionOf(action: unknown): Members {
  const members = membersOf(action)
  const asked = membersOf(members['submit_tool_outputs'])
  const tool_calls = listOf(asked['tool_calls']).flatMap(callOf)
  return {
    ...members,
    type: 'submit_tool_outputs',
    submit_tool_outputs: { ...asked, tool_calls },
  }
}

function errorOf(error: unknown): Members {
  const members = isObject(error) ? error : { message: error }
  const { code, message } = members
  const text = typeof code === 'number' ? String(code) : code
  return { ...members, code: textOr('server_error', text), message: textOr('', message) }
}

/** The events of a kind are named after its statuses, but for two that tell of births and of growth. */
const isNamed = (object: string, status: string) =>
  /^(?!created$|delta$)\w+$/.test(status) && eventNames.has(`${object}.${status}`)

/** Ends whose time is told; that of a run which ended early is not. */
const timed = /message\.(completed|incomplete)$|run(\.step)?\.(completed|failed|cancelled)$/

/**
 * Gives a run, a step or a message a status that its type knows, and the facts that the status promises. What has no
 * status goes on; a message without one is complete.
 */
export function tidyStatus(members: Members, object: string): void {
  const isMessage = object === 'thread.message'
  let status = textOr('', members['status'])
  if (isMessage && status === '') {
    if ('status' in members) members['status'] = null
    return
  }
  if (status === '') status = 'in_progress'
  else if (!isNamed(object, status) && !status.startsWith('unknown:')) status = `unknown:${status}`
  members['status'] = status

  const time = `${status}_at`
  if (timed.test(`${object}.${status}`) && typeof members[time] !== 'number') {
    const told = [members['started_at'], members['created_at']]
    members[time] = told.find((one) => typeof one === 'number') ?? 0
  }
  if (isMessage) {
    if (status !== 'incomplete') return
    const details = membersOf(members['incomplete_details'])
    members['incomplete_details'] = { ...details, reason: textOr('unknown', details['reason']) }
    return
  }
  for (const name of ['cancelled_at', 'failed_at', 'completed_at']) members[name] ??= null
  const { last_error: error, required_action: action, incomplete_details: details } = members
  members['last_error'] = error || status === 'failed' ? errorOf(error) : null
  if (object !== 'thread.run') return
  members['required_action'] = action || status === 'requires_action' ? actionOf(action) : null
  members['incomplete_details'] =
    isObject(details) || status === 'incomplete' ? membersOf(details) : null
}
