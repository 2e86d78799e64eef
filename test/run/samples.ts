import {
  eventOf,
  type Message,
  type MessageDelta,
  type Run,
  type RunEvent,
  type RunIn,
  type RunStatus,
  type RunStep,
  type RunStepDelta,
  type ToolCall,
} from '../../src/api/index.js'
import { tidy } from '../../src/api/tidy.js'
import { sampleMessage, sampleRun, sampleStep } from '../support/samples.js'

export const call = (id: string, args = '{}', name = 'get_weather'): ToolCall => ({
  id,
  type: 'function',
  function: { name, arguments: args },
})

/** A run in a status, with the facts that the status promises. */
export const makeRun = <Status extends RunStatus>(
  status: Status,
  more: Partial<Omit<Run, 'status'>> = {},
) =>
  tidy(
    {
      ...sampleRun,
      created_at: 10,
      thread_id: 'thread_1',
      status,
      required_action:
        status === 'requires_action'
          ? { type: 'submit_tool_outputs', submit_tool_outputs: { tool_calls: [call('call_1')] } }
          : null,
      expires_at: 610,
      ...more,
    },
    'thread.run',
  ) as RunIn<Status>

export const makeMessage = (id: string, text: string | null, more: Partial<Message> = {}) =>
  tidy(
    {
      ...sampleMessage,
      id,
      created_at: 11,
      thread_id: 'thread_1',
      content: text === null ? [] : [{ type: 'text', text: { value: text, annotations: [] } }],
      ...more,
    },
    'thread.message',
  ) as Message

export const makeStep = (id: string, more: Partial<RunStep> = {}) =>
  tidy(
    {
      ...sampleStep,
      id,
      created_at: 11,
      thread_id: 'thread_1',
      type: 'tool_calls',
      step_details: { type: 'tool_calls', tool_calls: [] },
      ...more,
    },
    'thread.run.step',
  ) as RunStep

export const textDelta = (id: string, value: string, index = 0): MessageDelta => ({
  id,
  object: 'thread.message.delta',
  delta: { content: [{ index, type: 'text', text: { value } }] },
})

export const callDelta = (id: string, fragment: string, index = 0): RunStepDelta => ({
  id,
  object: 'thread.run.step.delta',
  delta: {
    step_details: {
      type: 'tool_calls',
      tool_calls: [{ index, type: 'function', function: { arguments: fragment } }],
    },
  },
})

/** A run's event as a stream tells it. */
export const runEvent = (status: RunStatus, more: Partial<Omit<Run, 'status'>> = {}): RunEvent =>
  eventOf(makeRun(status, more))
