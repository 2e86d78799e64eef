import type {
  Annotation,
  ContentDelta,
  MessageContent,
  MessageV2,
  RunEvent,
  RunStepV2,
  RunV2,
  Timestamp,
  ToolCall,
  Usage,
} from '../../api/index.js'
import { type FinishReason, ModelError, type ModelPart } from '../models/model.js'
import { closeOpen, type Open } from './closeOpen.js'
import {
  addUsage,
  callDelta,
  makeAnnotation,
  makeReply,
  makeStep,
  messageDelta,
  toUsage,
} from './shapes.js'

/** What a part changes: rows to keep, then events to tell. */
export interface Change {
  opened?: Open
  closed?: Open
  events: RunEvent<'v2'>[]
}

export interface TurnOutcome {
  reason: FinishReason
  calls: ToolCall[]
  usage: Usage | null
  laterText: string
}

export interface TurnWriter {
  /** Whether the part only lengthens what is open, so that no row comes or goes. */
  lengthens: (part: ModelPart) => boolean
  take: (part: ModelPart) => Change
  /** Ends a message that is open, where the next part is to begin another. */
  finishMessage: () => Change
  /** What is open, as it stands. */
  readonly open: Open | undefined
  readonly outcome: TurnOutcome
}

export interface TurnWriterOptions {
  run: RunV2
  newId: (prefix: string) => string
  now: () => Timestamp
  /** Call ids of the run's earlier turns: a model may repeat itself, the wire may not. */
  usedCallIds: Iterable<string>
}

/** Turns what a model says in one turn into steps, messages and events: one open step and one open message at a time. */
export function createTurnWriter({ run, newId, now, usedCallIds }: TurnWriterOptions): TurnWriter {
  let step: RunStepV2 | undefined
  let message: MessageV2 | undefined
  let content: MessageContent<'v2'>[] = []
  const calls: ToolCall[] = []
  /** The model's own call id → where the call stands. */
  const indexes = new Map<string, number>()
  const used = new Set(usedCallIds)
  let usage: Usage | null = null
  let reason: FinishReason = 'stop'
  let laterText = ''

  const open = (): Open | undefined => {
    if (!step) return undefined
    if (message) return { step, message: { ...message, content: structuredClone(content) } }
    const tool_calls = calls.map(({ id, type, function: called }) => ({
      id,
      type,
      function: { ...called, output: null },
    }))
    return { step: { ...step, step_details: { type: 'tool_calls', tool_calls } } }
  }

  const openStep = (opened: RunStepV2): RunEvent<'v2'>[] => {
    step = opened
    return [
      { event: 'thread.run.step.created', data: opened },
      { event: 'thread.run.step.in_progress', data: opened },
    ]
  }

  const finishMessage = (): Change => {
    const current = open()
    if (!current?.message) return { events: [] }
    const closed = closeOpen(current, 'complete', now())
    step = undefined
    message = undefined
    content = []
    return { closed, events: closed.events }
  }

  const speak = (part: Extract<ModelPart, { type: 'text' | 'refusal' }>): Change => {
    const words = part.type === 'text' ? part.text : part.refusal
    if (words === '') return { events: [] }
    if (calls.length > 0) {
      laterText += words
      return { events: [] }
    }
    const events: RunEvent<'v2'>[] = []
    const isNew = !message
    if (!message) {
      message = makeReply(run, newId('msg_'), now())
      const message_creation = { message_id: message.id }
      events.push(
        ...openStep(
          makeStep(run, newId('step_'), now(), { type: 'message_creation', message_creation }),
        ),
        { event: 'thread.message.created', data: message },
        { event: 'thread.message.in_progress', data: message },
      )
    }
    events.push(messageDelta(message.id, lengthen(part)))
    const opened = isNew ? open() : undefined
    return { ...(opened && { opened }), events }
  }

  /** Adds to the content, and says what was added. */
  const lengthen = (part: Extract<ModelPart, { type: 'text' | 'refusal' }>): ContentDelta => {
    const last = content.at(-1)
    if (part.type === 'refusal') {
      const { type, refusal } = part
      if (last?.type === 'refusal') last.refusal += refusal
      else content.push({ type, refusal })
      return { index: content.length - 1, type, refusal }
    }
    const begins = last?.type !== 'text'
    const { text } = begins ? { text: { value: '', annotations: [] as Annotation[] } } : last
    if (begins) content.push({ type: 'text', text })
    const found = part.source && makeAnnotation(part.source, part.text, text.value.length)
    text.value += part.text
    if (found) text.annotations.push(found)
    const annotations = found ? [{ index: text.annotations.length - 1, ...found }] : []
    return {
      index: content.length - 1,
      type: 'text',
      text: { value: part.text, ...((begins || found) && { annotations }) },
    }
  }

  const beginCall = ({ id, name }: { id: string; name: string }): Change => {
    if (id !== '' && indexes.has(id)) {
      throw new ModelError('server_error', `The model began the call "${id}" twice in one turn.`)
    }
    const { closed, events } = finishMessage()
    let opened: Open | undefined
    if (!step) {
      events.push(
        ...openStep(makeStep(run, newId('step_'), now(), { type: 'tool_calls', tool_calls: [] })),
      )
      opened = open()
    }
    const callId = id === '' || used.has(id) ? newId('call_') : id
    used.add(callId)
    const index =
      calls.push({ id: callId, type: 'function', function: { name, arguments: '' } }) - 1
    indexes.set(id, index)
    // Identity is said once, here: readers append what they hear twice.
    const first = { name, arguments: '', output: null }
    events.push(callDelta(step?.id ?? '', { index, id: callId, type: 'function', function: first }))
    return { ...(closed && { closed }), ...(opened && { opened }), events }
  }

  const continueCall = (id: string, piece: string): Change => {
    const index = indexes.get(id)
    const call = index === undefined ? undefined : calls[index]
    if (index === undefined || !call) {
      throw new ModelError(
        'server_error',
        `The model wrote arguments of "${id}", which it never called.`,
      )
    }
    if (piece === '') return { events: [] }
    call.function.arguments += piece
    const more = { index, type: 'function' as const, function: { arguments: piece } }
    return { events: [callDelta(step?.id ?? '', more)] }
  }

  return {
    lengthens: (part) =>
      part.type === 'tool-call'
        ? false
        : part.type === 'text' || part.type === 'refusal'
          ? message !== undefined || calls.length > 0
          : true,
    take(part) {
      if (part.type === 'text' || part.type === 'refusal') return speak(part)
      if (part.type === 'tool-call') return beginCall(part)
      if (part.type === 'tool-arguments') return continueCall(part.id, part.arguments)
      if (part.type === 'finish') reason = part.reason
      else usage = addUsage(usage, toUsage(part.promptTokens, part.completionTokens))
      return { events: [] }
    },
    finishMessage,
    get open() {
      return open()
    },
    get outcome() {
      return { reason, calls: structuredClone(calls), usage, laterText }
    },
  }
}
