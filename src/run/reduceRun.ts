import type { Message, MessageDelta, Run, RunEvent, RunStep, RunStepDelta } from '../api/index.js'
import { isFinal, type LiveRun } from './liveRun.js'
import { mergeMessageDelta, mergeStepDelta } from './mergeDelta.js'

/** What was heard, and one more event. Pure: the same event twice changes nothing that a server's own copy would not. */
export function reduceRun(live: LiveRun, event: RunEvent): LiveRun {
  switch (event.event) {
    case 'thread.created':
      return live
    case 'thread.message.delta':
      return hearMessageDelta(live, event.data)
    case 'thread.message.created':
    case 'thread.message.in_progress':
    case 'thread.message.completed':
    case 'thread.message.incomplete':
      return hearMessage(live, withMessageStatus(event.data, event.event))
    case 'thread.run.step.delta':
      return hearStepDelta(live, event.data)
    case 'thread.run.step.created':
    case 'thread.run.step.in_progress':
    case 'thread.run.step.completed':
    case 'thread.run.step.failed':
    case 'thread.run.step.cancelled':
    case 'thread.run.step.expired':
      return hearStep(live, event.data)
    default:
      return hearRun(live, withRunStatus(event.data, event.event))
  }
}

/** The event's name is trusted above the status inside it: some servers send the one before. */
function withRunStatus(run: Run, event: string): Run {
  const said = event.slice('thread.run.'.length)
  const status = said === 'created' ? 'queued' : said
  // A run that was created and is already further is not set back.
  return run.status === status || said === 'created' ? run : ({ ...run, status } as Run)
}

function withMessageStatus(message: Message, event: string): Message {
  const status = event === 'thread.message.completed' ? 'completed' : 'incomplete'
  const isEnd = event === 'thread.message.completed' || event === 'thread.message.incomplete'
  if (!isEnd) return message.status ? message : { ...message, status: 'in_progress' }
  return message.status === status ? message : { ...message, status }
}

function hearRun(live: LiveRun, run: Run): LiveRun {
  const known = live.run
  if (known && known.id === run.id && isFinal(known) && !isFinal(run)) return live
  const { link } = live
  const isNew = known?.id !== run.id
  const heard = {
    messages: isNew ? [] : live.messages,
    steps: isNew ? [] : live.steps,
    link,
    stopping: live.stopping && !isFinal(run),
  }
  if (isFinal(run)) return { ...heard, phase: 'settled', run }
  if (run.status === 'requires_action') {
    const toolCalls = run.required_action?.submit_tool_outputs.tool_calls ?? []
    return { ...heard, phase: 'asking', run, toolCalls }
  }
  return { ...heard, phase: 'running', run }
}

function upsert<T extends { id: string }>(list: readonly T[], item: T): readonly T[] {
  const at = list.findIndex(({ id }) => id === item.id)
  if (at === -1) return [...list, item]
  return list[at] === item ? list : list.with(at, item)
}

const hasEnded = ({ status }: Message | RunStep): boolean =>
  status !== 'in_progress' && status !== null && status !== undefined

function hearMessage(live: LiveRun, message: Message): LiveRun {
  const known = live.messages.find(({ id }) => id === message.id)
  if (known && hasEnded(known) && !hasEnded(message)) return live
  // A second "created" or "in_progress" of a message that already grew would empty it.
  if (known && !hasEnded(message) && known.content.length > 0) return live
  return { ...live, messages: upsert(live.messages, message) }
}

function hearMessageDelta(live: LiveRun, delta: MessageDelta): LiveRun {
  const known = live.messages.find(({ id }) => id === delta.id) ?? unannounced(live, delta)
  if (hasEnded(known) || live.phase === 'settled') return live
  const grown = mergeMessageDelta(known, delta)
  return grown === known ? live : { ...live, messages: upsert(live.messages, grown) }
}

/** Some servers begin with a fragment. */
function unannounced({ run }: LiveRun, { id, delta }: MessageDelta): Message {
  return {
    id,
    object: 'thread.message',
    created_at: run?.started_at ?? run?.created_at ?? 0,
    thread_id: run?.thread_id ?? '',
    role: delta.role ?? 'assistant',
    content: [],
    assistant_id: run?.assistant_id ?? null,
    run_id: run?.id ?? null,
    attachments: null,
    metadata: {},
    status: 'in_progress',
  }
}

function hearStep(live: LiveRun, step: RunStep): LiveRun {
  const known = live.steps.find(({ id }) => id === step.id)
  if (known && hasEnded(known) && !hasEnded(step)) return live
  if (known && !hasEnded(step) && hasCalls(known) && !hasCalls(step)) return live
  return { ...live, steps: upsert(live.steps, step) }
}

const hasCalls = ({ step_details }: RunStep): boolean =>
  step_details.type === 'tool_calls' && step_details.tool_calls.length > 0

function hearStepDelta(live: LiveRun, delta: RunStepDelta): LiveRun {
  const known = live.steps.find(({ id }) => id === delta.id)
  if (!known || hasEnded(known)) return live
  const grown = mergeStepDelta(known, delta)
  return grown === known ? live : { ...live, steps: upsert(live.steps, grown) }
}
