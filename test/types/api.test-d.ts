// oxlint-disable typescript/no-unnecessary-type-parameters -- comparing two types takes a parameter that stands for any third
import {
  type Assistant,
  type AssistantsClient,
  createAssistantsClient,
  type Message,
  type MessageV1,
  type MessageV2,
  type Page,
  type Params,
  type RequiredAction,
  type Result,
  type Run,
  type RunEvent,
  type RunEventName,
  type RunStep,
  type RunV1,
  type Thread,
} from '../../src/api/index.js'

// Checked by the compiler alone: nothing here is ever run.

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const holds = <T extends true>(): T | undefined => undefined

declare const client: AssistantsClient

export function params() {
  void client.getThread({ thread_id: 't1' })
  // @ts-expect-error -- the thread is missing
  void client.getThread({})
  // @ts-expect-error -- the run is missing
  void client.getRun({ thread_id: 't1' })
  // @ts-expect-error -- an id is text
  void client.getThread({ thread_id: 7 })
  // @ts-expect-error -- the wire spells it thread_id
  void client.getThread({ threadId: 't1' })
  // @ts-expect-error -- `order` knows two ways
  void client.listRuns({ thread_id: 't1', order: 'newest' })
  // Where every param may be left out, so may the params.
  holds<Equal<ReturnType<typeof client.listAssistants>, Promise<Page<Assistant>>>>()
  void client.listAssistants()
  void client.listFiles(undefined, { signal: new AbortController().signal })
  void client.listThreads()
  void client.createThread()
  // @ts-expect-error -- the model is missing
  void client.createAssistant()
  // @ts-expect-error -- the thread is missing
  void client.listMessages()
  // @ts-expect-error -- files are not paged backwards
  void client.listFiles({ before: 'file-1' })
  const ids = { thread_id: 't1', run_id: 'run_1' }
  // @ts-expect-error -- outputs are text
  void client.submitToolOutputs({ ...ids, tool_outputs: [{ tool_call_id: 'c', output: {} }] })
  // @ts-expect-error -- `stream` is client.stream.createRun
  void client.createRun({ thread_id: 't1', assistant_id: 'a', stream: true })
  // @ts-expect-error -- there is no such stream
  void client.stream.getRun
}

export function editions() {
  const ids = { thread_id: 't1', assistant_id: 'a' }
  // @ts-expect-error -- files belong to the first edition
  void client.createAssistant({ model: 'm', file_ids: ['file-1'] })
  // @ts-expect-error -- so do files on a message
  void client.createMessage({ thread_id: 't1', role: 'user', content: 'Hi', file_ids: [] })
  // @ts-expect-error -- and the tool that reads them
  void client.createRun({ ...ids, tools: [{ type: 'retrieval' }] })

  const second: Params<'createRun', 'v2'> = {
    ...ids,
    parallel_tool_calls: false,
    tool_choice: 'required',
  }
  const first: Params<'createRun', 'v1'> = { ...ids, tools: [{ type: 'retrieval' }] }
  // @ts-expect-error -- parallel calls came with the second edition
  const tooEarly: Params<'createRun', 'v1'> = { ...ids, parallel_tool_calls: false }
  // @ts-expect-error -- so did the tool that must be called
  const alsoTooEarly: Params<'createRun', 'v1'> = { ...ids, tool_choice: 'required' }
  // @ts-expect-error -- and content in parts
  const parts: Params<'createMessage', 'v1'> = { thread_id: 't1', role: 'user', content: [] }
  void [second, first, tooEarly, alsoTooEarly, parts]

  const file = new Blob()
  const expires_after = { anchor: 'created_at', seconds: 3_600 } as const
  const uploads: Params<'uploadFile', 'v2'> = {
    file,
    purpose: 'vision',
    expires_after,
  }
  // @ts-expect-error -- a file that expires came with the second edition
  const lasting: Params<'uploadFile', 'v1'> = { file, purpose: 'assistants', expires_after }
  // @ts-expect-error -- what a run makes is not uploaded
  const made: Params<'uploadFile', 'v2'> = { file, purpose: 'assistants_output' }
  const files: Params<'listFiles', 'v2'> = { purpose: 'assistants_output', limit: 10, after: 'f' }
  // @ts-expect-error -- the first edition lists all files at once
  const page: Params<'listFiles', 'v1'> = { limit: 10 }
  void [uploads, lasting, made, files, page]

  holds<Equal<Params<'createRun'>, Params<'createRun', 'v2'>>>()
  holds<Equal<Result<'createRun', 'v1'>, RunV1>>()
  holds<Equal<Message<'v1'>, MessageV1>>()
  holds<Equal<Message, MessageV2>>()
}

export function results() {
  holds<Equal<ReturnType<typeof client.getThread>, Promise<Thread>>>()
  holds<Equal<Result<'getRun'>, Run>>()
  holds<Equal<Result<'listRunSteps'>, Page<RunStep>>>()
  holds<Equal<Result<'getFileContent'>, Blob>>()
  holds<Equal<Result<'deleteThread'>['object'], 'thread.deleted'>>()
  holds<Equal<ReturnType<typeof client.stream.createRun>, AsyncIterable<RunEvent>>>()
  holds<Equal<RunEvent['event'], RunEventName>>()
}

export function events(event: RunEvent, early: RunEvent<'v1'>) {
  switch (event.event) {
    case 'thread.created':
      holds<Equal<typeof event.data, Thread>>()
      break
    case 'thread.message.delta':
      holds<Equal<typeof event.data.object, 'thread.message.delta'>>()
      break
    case 'thread.run.step.completed':
      holds<Equal<typeof event.data.completed_at, number>>()
      break
    case 'thread.run.requires_action':
      holds<Equal<typeof event.data.required_action, RequiredAction>>()
      break
    case 'thread.run.completed':
      holds<Equal<typeof event.data.completed_at, number>>()
      // @ts-expect-error -- a run has no content
      void event.data.content
      break
    // @ts-expect-error -- there is no such event
    case 'thread.run.paused':
      break
    default:
  }
  if (early.event === 'thread.message.completed') holds<Equal<typeof early.data, MessageV1>>()
}

export function options() {
  // @ts-expect-error -- there is no default that points at a company
  void createAssistantsClient({})
  // @ts-expect-error -- there are two editions
  void createAssistantsClient({ baseUrl: '/api', apiVersion: 'v3' })
  void createAssistantsClient({
    baseUrl: '/api',
    headers: async ({ refresh }) => ({ authorization: refresh ? 'new' : 'old' }),
  })
}
