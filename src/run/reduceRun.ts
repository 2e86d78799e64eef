import type {
  Message,
  MessageDelta,
  Run,
  RunEvent,
  RunStep,
  RunStepDelta,
  StepCall,
  ToolCall,
} from '../api/index.js'
import { isOutdated } from '../queries/index.js'
import { callsOf } from './asks.js'
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
      return hearMessage(live, event.data)
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
      return hearRun(live, event.data)
  }
}

function hearRun(live: LiveRun, run: Run): LiveRun {
  const known = live.run
  const isNew = known?.id !== run.id
  // A late word of an earlier run, or an earlier word of this one.
  if (known && (isNew ? run.created_at < known.created_at : isOutdated(known, run))) return live
  const heard = {
    // What was read before it may already be of it.
    messages: isNew ? live.messages.filter(({ run_id }) => run_id === run.id) : live.messages,
    steps: isNew ? live.steps.filter(({ run_id }) => run_id === run.id) : live.steps,
    link: live.link,
    // Stop is meant for the run that was on screen, or for the one on its way.
    stopping: live.stopping && !isFinal(run) && (known === null || !isNew),
  }
  if (isFinal(run)) return { ...heard, phase: 'settled', run }
  if (run.status === 'requires_action') {
    const toolCalls = callsOf(run)
    return {
      ...heard,
      phase: 'asking',
      run,
      toolCalls,
      steps: withFinalCalls(heard.steps, toolCalls),
    }
  }
  return { ...heard, phase: 'running', run }
}

const callIds = ({ step_details: details }: RunStep): string[] =>
  details.type === 'tool_calls' ? details.tool_calls.map(({ id }) => id) : []

/**
 * The run asks with whole calls; what was put together from fragments gives way to them. Some servers make up ids while
 * they stream: then the order tells which call is meant.
 */
function withFinalCalls(
  steps: readonly RunStep[],
  toolCalls: readonly ToolCall[],
): readonly RunStep[] {
  const known = new Map(toolCalls.map((call) => [call.id, call]))
  const told = new Set(steps.flatMap(callIds))
  const untold = toolCalls.filter(({ id }) => !told.has(id))
  return steps.map((step) => {
    const { step_details: details } = step
    if (hasEnded(step) || details.type !== 'tool_calls') return step
    const tool_calls = details.tool_calls.map((call): StepCall => {
      if (call.type !== 'function') return call
      const { name, arguments: said, output } = call.function
      const final = known.get(call.id) ?? (output === null ? untold.shift() : undefined)
      if (!final) return call
      const { id, type, function: asked } = final
      if (id === call.id && name === asked.name && said === asked.arguments) return call
      return { id, type, function: { name: asked.name, arguments: asked.arguments, output } }
    })
    const isSame = tool_calls.every((call, at) => call === details.tool_calls[at])
    return isSame
      ? step
      : Object.assign({}, step, { step_details: { type: 'tool_calls', tool_calls } })
  })
}

function upsert<T extends { id: string }>(list: readonly T[], item: T): readonly T[] {
  const at = list.findIndex(({ id }) => id === item.id)
  if (at === -1) return [...list, item]
  return list[at] === item ? list : list.with(at, item)
}

const hasEnded = ({ status }: Message | RunStep): boolean =>
  status !== 'in_progress' && status !== null && status !== undefined

/** Characters of text, to tell which of two copies is ahead. */
const lengthOf = ({ content }: Message): number =>
  content.reduce((sum, part) => sum + (part.type === 'text' ? part.text.value.length : 1), 0)

function hearMessage(live: LiveRun, told: Message): LiveRun {
  // Some servers wrap other news in a message of no thread.
  if (live.run && told.thread_id !== live.run.thread_id) return live
  const known = live.messages.find(({ id }) => id === told.id)
  const message: Message = told.status ? told : { ...told, status: 'in_progress' }
  if (known && !hasEnded(message)) {
    // A second "created" of a message that grew would empty it; a copy that was read may be ahead of what was heard.
    if (hasEnded(known) || lengthOf(known) >= lengthOf(message)) return live
  }
  return { ...live, messages: upsert(live.messages, message) }
}

function hearMessageDelta(live: LiveRun, delta: MessageDelta): LiveRun {
  if (live.phase === 'settled' || live.phase === 'failed') return live
  const known = live.messages.find(({ id }) => id === delta.id) ?? unannounced(live, delta)
  if (hasEnded(known)) return live
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
    role: delta?.role ?? 'assistant',
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
  if (!step.step_details || (known && hasEnded(known) && !hasEnded(step))) return live
  if (known && !hasEnded(step) && hasCalls(known) && !hasCalls(step)) return live
  return { ...live, steps: upsert(live.steps, step) }
}

const hasCalls = ({ step_details }: RunStep): boolean =>
  step_details.type === 'tool_calls' && step_details.tool_calls?.length > 0

function hearStepDelta(live: LiveRun, delta: RunStepDelta): LiveRun {
  if (live.phase === 'settled' || live.phase === 'failed') return live
  const known = live.steps.find(({ id }) => id === delta.id) ?? unannouncedStep(live, delta)
  if (hasEnded(known)) return live
  const grown = mergeStepDelta(known, delta)
  return grown === known ? live : { ...live, steps: upsert(live.steps, grown) }
}

function unannouncedStep({ run }: LiveRun, { id }: RunStepDelta): RunStep {
  return {
    id,
    object: 'thread.run.step',
    created_at: run?.started_at ?? run?.created_at ?? 0,
    run_id: run?.id ?? '',
    assistant_id: run?.assistant_id ?? '',
    thread_id: run?.thread_id ?? '',
    type: 'tool_calls',
    status: 'in_progress',
    step_details: { type: 'tool_calls', tool_calls: [] },
    last_error: null,
    cancelled_at: null,
    failed_at: null,
    completed_at: null,
    usage: null,
  }
}
