import { type Bend, bendEvents, type BentEvent, isMembers, type Members } from '../bendServer.js'

const listOf = (value: unknown): Members[] => (Array.isArray(value) ? value.filter(isMembers) : [])

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The step details inside a step, or inside a step's delta. */
const detailsOf = ({ event, data }: BentEvent): Members => {
  const holder = event.endsWith('.delta') ? data['delta'] : data
  const details = isMembers(holder) ? holder['step_details'] : undefined
  return isMembers(details) ? details : {}
}

const isStep = ({ event }: BentEvent) => event.startsWith('thread.run.step.')

/** A message's step is announced when it is complete, and never told of again. */
export const stepsCompleteAtOnce = (): Bend =>
  bendEvents(() => (event) => {
    if (!isStep(event) || !isMembers(detailsOf(event)['message_creation'])) return [event]
    const data = { ...event.data, status: 'completed', completed_at: event.data['created_at'] }
    return event.event.endsWith('created') ? [{ ...event, data }] : []
  })

/** Messages come before any step, holding one empty text, also in turns that only call tools. */
export const messagesFirst = (): Bend =>
  bendEvents(() => {
    const announced = new Set<unknown>()
    return (event) => {
      const { data } = event
      if (event.event === 'thread.run.step.created') {
        const said = detailsOf(event)['message_creation']
        const id = isMembers(said) ? said['message_id'] : `msg_beside_${String(data['id'])}`
        announced.add(id)
        return [{ event: 'thread.message.created', data: emptyMessage(id, data) }, event]
      }
      return event.event === 'thread.message.created' && announced.has(data['id']) ? [] : [event]
    }
  })

const emptyMessage = (id: unknown, step: Members): Members => ({
  id,
  object: 'thread.message',
  created_at: step['created_at'],
  thread_id: step['thread_id'],
  run_id: step['run_id'],
  assistant_id: step['assistant_id'],
  role: 'assistant',
  content: [{ type: 'text', text: { value: '', annotations: [] } }],
  metadata: {},
})

/** Each fragment of a message says who speaks. */
export const roleEverywhere = (): Bend =>
  bendEvents(() => (event) => {
    const { delta } = event.data
    if (event.event !== 'thread.message.delta' || !isMembers(delta)) return [event]
    return [{ ...event, data: { ...event.data, delta: { ...delta, role: 'assistant' } } }]
  })

/** Each fragment of a call has an id of its own; the call's true id comes with what the run asks for. */
export const randomCallIds = (): Bend => {
  let next = 0
  return bendEvents(() => (event) => {
    if (event.event === 'thread.run.step.delta') {
      for (const call of listOf(detailsOf(event)['tool_calls']))
        call['id'] = `call_random_${next++}`
    }
    return [event]
  })
}

/** Each fragment of a step carries all its calls, as far as they were told. */
export const wholeCallLists = (): Bend =>
  bendEvents(() => {
    const calls: Members[] = []
    return (event) => {
      if (event.event !== 'thread.run.step.delta') return [event]
      const details = detailsOf(event)
      for (const call of listOf(details['tool_calls'])) {
        const at = Number(call['index'])
        const before = calls[at]?.['function']
        const said = call['function']
        if (!isMembers(said)) continue
        const told = isMembers(before) ? textOf(before['arguments']) : ''
        const whole = { ...(isMembers(before) && before), ...said }
        calls[at] = {
          ...calls[at],
          ...call,
          function: { ...whole, arguments: told + textOf(said['arguments']) },
        }
      }
      details['tool_calls'] = structuredClone(calls)
      return [event]
    }
  })

/** What goes wrong is told under a status that goes on, and with a code of the server's own. */
export const failedInProgress = (): Bend =>
  bendEvents(() => (event) => {
    if (event.event !== 'thread.run.failed') return [event]
    const last_error = { code: '503', message: 'Upstream failed.' }
    return [{ ...event, data: { ...event.data, status: 'in_progress', last_error } }]
  })

/** A message of no thread that carries nothing but numbers. */
export const fakeUsageMessage = (id = ''): Bend =>
  bendEvents(() => (event) => {
    if (event.event !== 'thread.message.completed') return [event]
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    const data = { ...emptyMessage(id, { created_at: 0, thread_id: '' }), metadata: { usage } }
    return [event, { event: 'thread.message.in_progress', data }]
  })

/** Where a step begins, the run is told to be in progress once more. */
export const runInProgressTwice = (): Bend =>
  bendEvents(() => {
    let run: Members = {}
    return (event) => {
      if (event.event === 'thread.run.in_progress') run = event.data
      return event.event === 'thread.run.step.created' && run['id'] !== undefined
        ? [{ event: 'thread.run.in_progress', data: run }, event]
        : [event]
    }
  })
