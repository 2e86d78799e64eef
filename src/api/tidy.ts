import type { RunEvent } from './events.js'
import { type RequestName, routeOf } from './operations.js'
import { isId, isObject, listOf, type Members } from './said.js'
import { tidyStatus } from './tidyStatus.js'

/** Seconds stay below this for three thousand years; milliseconds passed it in 1973. */
const firstMilliseconds = 1e11

/** What an operation's answer is, or what its items are: the collections on the way to it, each in the singular. */
export const objectOf = (operation: RequestName): string =>
  (routeOf(operation).match(/\/[a-z]+(?=s(\/|$))/g) ?? []).join('.').replace(/\//g, '')

const textOf = (text: unknown): Members => {
  const members = isObject(text) ? text : { value: text }
  const { value, annotations } = members
  return {
    ...members,
    value: typeof value === 'string' ? value : '',
    annotations: listOf(annotations),
  }
}

const detailsOf = (details: Members): Members =>
  details['type'] === 'message_creation'
    ? { message_creation: {}, ...details }
    : { ...details, type: 'tool_calls', tool_calls: listOf(details['tool_calls']) }

/**
 * Makes an object what its type promises, in place, whatever server it comes from: times in whole seconds, lists that
 * are there, its kind by what was asked and not by what it says, the ids that the address told, and the facts that its
 * status promises. It looks no deeper than the protocol goes: what an app has put into metadata stays as it is.
 */
export function tidy<T extends object>(value: T, object: string, ids: Members = {}): T {
  const members = value as Members
  members['object'] = object
  if (object.startsWith('thread.') && !isId(members['thread_id'])) {
    members['thread_id'] = ids['thread_id']
  }
  for (const [name, time] of Object.entries(members)) {
    if (name.endsWith('_at') && typeof time === 'number') {
      members[name] = Math.floor(time >= firstMilliseconds ? time / 1000 : time)
    } else if (name.endsWith('_at') && typeof time === 'object') members[name] = null
  }
  if (object === 'thread.message') {
    const content = listOf(members['content'])
    for (const part of content) if (part['type'] === 'text') part['text'] = textOf(part['text'])
    members['content'] = content
  } else if (object === 'thread.run.step') {
    members['run_id'] ??= ids['run_id']
    const details = members['step_details']
    members['step_details'] = detailsOf(isObject(details) ? details : { type: members['type'] })
  } else if (/run|assistant$/.test(object)) {
    members['tools'] = listOf(members['tools'])
  }
  if (/run|step|message$/.test(object)) tidyStatus(members, object)
  return value
}

/** `tidy` for each item of a page. */
export function tidyPage<T extends object>(page: T, object: string, ids: Members): T {
  const items = listOf((page as Members)['data']).filter(({ id }) => isId(id))
  const data = items.map((item) => tidy(item, object, ids))
  return Object.assign(page, { object: 'list', data })
}

/**
 * `tidy` for what an event carries. The name of the event is trusted above the status inside, since some servers send the
 * one before.
 */
export function tidyEvent(told: RunEvent, ids: Members): RunEvent {
  const { event, data } = told
  if (event.endsWith('.delta')) return told
  const [, object = '', said = ''] = /^(.+)\.(\w+)$/.exec(event) ?? []
  const members = data as unknown as Members
  // What is born may have any status; a message or a step that is said to go on may be complete already.
  const isLate = said === 'in_progress' && object !== 'thread.run' && members['status']
  if (said !== 'created' && !isLate) members['status'] = said
  tidy(data, object, ids)
  return told
}
