import * as v from 'valibot'
import type { ApiVersion, RequestName, RunEventName } from '../../../src/api/index.js'
import { messageDelta, stepDelta } from './contents.js'
import { assistant, assistantFile, file, message, messageFile, thread } from './objects.js'
import { anyId, open, type Shape } from './parts.js'
import { run, step } from './runs.js'

const listOf = (row: Shape) =>
  v.pipe(
    open({
      object: v.literal('list'),
      data: v.array(row),
      first_id: v.nullable(v.string()),
      last_id: v.nullable(v.string()),
      has_more: v.boolean(),
    }),
    v.check(
      ({ data, first_id, last_id }) =>
        first_id === (data[0]?.id ?? null) && last_id === (data.at(-1)?.id ?? null),
      'the ends of a page are those of its data',
    ),
    v.check(({ data, has_more }) => data.length > 0 || !has_more, 'no page is empty but the last'),
  )

const deleted = <T extends string>(object: T) =>
  open({ id: anyId, object: v.literal(object), deleted: v.literal(true) })

/** What each operation answers with 200; undefined where an edition has no such operation, or where it is bytes. */
const answersOf = (edition: ApiVersion) => {
  const isFirst = edition === 'v1'
  return {
    createAssistant: assistant[edition],
    listAssistants: listOf(assistant[edition]),
    getAssistant: assistant[edition],
    modifyAssistant: assistant[edition],
    deleteAssistant: deleted('assistant.deleted'),
    createAssistantFile: isFirst ? assistantFile : undefined,
    listAssistantFiles: isFirst ? listOf(assistantFile) : undefined,
    getAssistantFile: isFirst ? assistantFile : undefined,
    deleteAssistantFile: isFirst ? deleted('assistant.file.deleted') : undefined,
    createThread: thread[edition],
    createThreadAndRun: run[edition],
    listThreads: listOf(thread[edition]),
    getThread: thread[edition],
    modifyThread: thread[edition],
    deleteThread: deleted('thread.deleted'),
    createMessage: message[edition],
    listMessages: listOf(message[edition]),
    getMessage: message[edition],
    modifyMessage: message[edition],
    deleteMessage: isFirst ? undefined : deleted('thread.message.deleted'),
    listMessageFiles: isFirst ? listOf(messageFile) : undefined,
    getMessageFile: isFirst ? messageFile : undefined,
    createRun: run[edition],
    listRuns: listOf(run[edition]),
    getRun: run[edition],
    modifyRun: run[edition],
    cancelRun: run[edition],
    submitToolOutputs: run[edition],
    listRunSteps: listOf(step[edition]),
    getRunStep: step[edition],
    uploadFile: file,
    listFiles: listOf(file),
    getFile: file,
    deleteFile: deleted('file'),
    getFileContent: undefined,
    // A stream, which any operation's is held against.
    resumeRun: undefined,
  } satisfies Record<RequestName, v.GenericSchema | undefined>
}

export const answers = { v1: answersOf('v1'), v2: answersOf('v2') }

/** What an event is named after is the status of what it carries. */
const at = (shape: Shape, status: string) =>
  v.pipe(
    shape,
    v.check((data) => data.status === status, `its status is ${status}`),
  )

const eventsOf = (edition: ApiVersion) =>
  ({
    'thread.created': thread[edition],
    'thread.run.created': at(run[edition], 'queued'),
    'thread.run.queued': at(run[edition], 'queued'),
    'thread.run.in_progress': at(run[edition], 'in_progress'),
    'thread.run.requires_action': at(run[edition], 'requires_action'),
    'thread.run.completed': at(run[edition], 'completed'),
    'thread.run.incomplete': edition === 'v1' ? undefined : at(run[edition], 'incomplete'),
    'thread.run.failed': at(run[edition], 'failed'),
    'thread.run.cancelling': at(run[edition], 'cancelling'),
    'thread.run.cancelled': at(run[edition], 'cancelled'),
    'thread.run.expired': at(run[edition], 'expired'),
    'thread.run.step.created': at(step[edition], 'in_progress'),
    'thread.run.step.in_progress': at(step[edition], 'in_progress'),
    'thread.run.step.delta': stepDelta,
    'thread.run.step.completed': at(step[edition], 'completed'),
    'thread.run.step.failed': at(step[edition], 'failed'),
    'thread.run.step.cancelled': at(step[edition], 'cancelled'),
    'thread.run.step.expired': at(step[edition], 'expired'),
    'thread.message.created': at(message[edition], 'in_progress'),
    'thread.message.in_progress': at(message[edition], 'in_progress'),
    'thread.message.delta': messageDelta[edition],
    'thread.message.completed': at(message[edition], 'completed'),
    'thread.message.incomplete': at(message[edition], 'incomplete'),
  }) satisfies Record<RunEventName, v.GenericSchema | undefined>

export const events = { v1: eventsOf('v1'), v2: eventsOf('v2') }

const facts = {
  message: v.pipe(v.string(), v.minLength(1)),
  type: v.picklist(['invalid_request_error', 'server_error']),
  param: v.nullable(v.string()),
  code: v.nullable(v.string()),
}

/** The body of every refusal. */
export const envelope = v.strictObject({ error: v.strictObject(facts) })

/** An error inside a stream stands bare and wrapped at once: readers look in either place. */
export const streamError = v.strictObject({ ...facts, error: v.strictObject(facts) })
