import type {
  CreateAssistantBody,
  CreateAssistantFileBody,
  CreateMessageBody,
  CreateRunBody,
  CreateThreadAndRunBody,
  CreateThreadBody,
  MetadataBody,
  ModifyAssistantBody,
  ModifyThreadBody,
  SubmitToolOutputsBody,
  UploadFileBody,
} from './bodies.js'
import type { ApiVersion, ByVersion, RegisteredVersion } from './editions.js'
import type {
  Assistant,
  AssistantFile,
  Deleted,
  FileObject,
  FilePurpose,
  Message,
  MessageFile,
  Page,
  Run,
  RunStep,
  Thread,
} from './types.js'

/** Where a page of a list begins and which way it runs. */
export interface PageParams {
  /** How many a page holds, 1 to 100. @default 20 */
  limit?: number
  /** Which way the list runs, by creation time: `desc` is newest first. @default 'desc' */
  order?: 'asc' | 'desc'
  /** The id that the page follows, itself left out. */
  after?: string
  /** The id that the page precedes, itself left out. */
  before?: string
}

/** The first edition lists all files at once; the second takes a `limit` of up to 10,000, which is its default, too. */
export type FileListParams<V extends ApiVersion = RegisteredVersion> = {
  /** Those of one purpose alone. @default all */
  purpose?: FilePurpose
} & ByVersion<V, unknown, Omit<PageParams, 'before'>>

/** Which assistant. */
export interface AssistantId {
  /** The assistant's id. */
  assistant_id: string
}
/** Which thread. */
export interface ThreadId {
  /** The thread's id. */
  thread_id: string
}
/** Which message. */
export interface MessageId extends ThreadId {
  /** The message's id. */
  message_id: string
}
/** Which run. */
export interface RunId extends ThreadId {
  /** The run's id. */
  run_id: string
}
/** Which step. */
export interface StepId extends RunId {
  /** The step's id. */
  step_id: string
}
/** Which file. */
export interface FileId {
  /** The file's id. */
  file_id: string
}

/** The one value that `include` takes. */
export type Include = 'step_details.tool_calls[*].file_search.results[*].content'

/** Second edition: what is told beyond the usual. */
export type WithInclude<V extends ApiVersion> = ByVersion<
  V,
  unknown,
  {
    /** What is told beyond the usual: the texts that a search found. @default [] */
    include?: Include[]
  }
>

interface OfRun {
  /** Those that this run wrote alone. @default all */
  run_id?: string
}

/** Parameters and result of every operation, by edition. */
export interface Operations<V extends ApiVersion = RegisteredVersion> {
  /** Makes an assistant. */
  createAssistant: { params: CreateAssistantBody<V>; result: Assistant<V> }
  /** Reads a page of all assistants. */
  listAssistants: { params: PageParams; result: Page<Assistant<V>> }
  /** Reads one assistant. */
  getAssistant: { params: AssistantId; result: Assistant<V> }
  /** Changes an assistant; what is left out stays as it is. */
  modifyAssistant: { params: AssistantId & ModifyAssistantBody<V>; result: Assistant<V> }
  /** Deletes an assistant; threads that it worked on stay. */
  deleteAssistant: { params: AssistantId; result: Deleted<'assistant.deleted'> }
  /** Links a file to an assistant, in the first edition. */
  createAssistantFile: { params: AssistantId & CreateAssistantFileBody; result: AssistantFile }
  /** Reads a page of the files linked to an assistant, in the first edition. */
  listAssistantFiles: { params: AssistantId & PageParams; result: Page<AssistantFile> }
  /** Reads one link of a file to an assistant, in the first edition. */
  getAssistantFile: { params: AssistantId & FileId; result: AssistantFile }
  /** Takes a file from an assistant, in the first edition; the file stays in the store. */
  deleteAssistantFile: { params: AssistantId & FileId; result: Deleted<'assistant.file.deleted'> }
  /** Makes a thread, with messages or empty. */
  createThread: { params: CreateThreadBody<V>; result: Thread<V> }
  /** Reads one thread, without its messages. */
  getThread: { params: ThreadId; result: Thread<V> }
  /** Changes a thread's metadata, and in the second edition its tool resources. */
  modifyThread: { params: ThreadId & ModifyThreadBody<V>; result: Thread<V> }
  /** Deletes a thread with all its messages and runs. */
  deleteThread: { params: ThreadId; result: Deleted<'thread.deleted'> }
  /** Puts a message at the end of a thread; refused while a run holds the thread. */
  createMessage: { params: ThreadId & CreateMessageBody<V>; result: Message<V> }
  /** Reads a page of a thread's messages, or of those that one run wrote. */
  listMessages: { params: ThreadId & PageParams & OfRun; result: Page<Message<V>> }
  /** Reads one message. */
  getMessage: { params: MessageId; result: Message<V> }
  /** Changes a message's metadata. */
  modifyMessage: { params: MessageId & MetadataBody; result: Message<V> }
  /** Deletes a message, in the second edition. */
  deleteMessage: { params: MessageId; result: Deleted<'thread.message.deleted'> }
  /** Reads a page of the files that came with a message, in the first edition. */
  listMessageFiles: { params: MessageId & PageParams; result: Page<MessageFile> }
  /** Reads one link of a file to a message, in the first edition. */
  getMessageFile: { params: MessageId & FileId; result: MessageFile }
  /** Starts a run on a thread; refused while another holds the thread. */
  createRun: { params: ThreadId & CreateRunBody<V> & WithInclude<V>; result: Run<V> }
  /** Makes a thread and starts a run on it. */
  createThreadAndRun: { params: CreateThreadAndRunBody<V>; result: Run<V> }
  /** Reads a page of a thread's runs. */
  listRuns: { params: ThreadId & PageParams; result: Page<Run<V>> }
  /** Reads one run. */
  getRun: { params: RunId; result: Run<V> }
  /** Changes a run's metadata. */
  modifyRun: { params: RunId & MetadataBody; result: Run<V> }
  /** Asks a run to stop; it is `cancelling` until it has. */
  cancelRun: { params: RunId; result: Run<V> }
  /** Answers what a run asks for: every call that waits, in one request. */
  submitToolOutputs: { params: RunId & SubmitToolOutputsBody; result: Run<V> }
  /** Reads a page of a run's steps. */
  listRunSteps: { params: RunId & PageParams & WithInclude<V>; result: Page<RunStep<V>> }
  /** Reads one step of a run. */
  getRunStep: { params: StepId & WithInclude<V>; result: RunStep<V> }
  /** Puts a file into the store. */
  uploadFile: { params: UploadFileBody<V>; result: FileObject }
  /** Reads the files of the store, those of one purpose or all. */
  listFiles: { params: FileListParams<V>; result: Page<FileObject> }
  /** Reads what the store knows of a file, without its content. */
  getFile: { params: FileId; result: FileObject }
  /** Deletes a file from the store. */
  deleteFile: { params: FileId; result: Deleted<'file'> }
  /** Reads a file's content. */
  getFileContent: { params: FileId; result: Blob }
}

/** The name of an operation: the first edition's, in camelCase. */
export type OperationName = keyof Operations
/** The operations that can answer with a stream of events. */
export type StreamName = 'createRun' | 'createThreadAndRun' | 'submitToolOutputs'

/** What an operation takes: path, query and body members in one object, in the wire's spelling. */
export type Params<
  Op extends OperationName,
  V extends ApiVersion = RegisteredVersion,
> = Operations<V>[Op]['params']
/** What an operation answers. */
export type Result<
  Op extends OperationName,
  V extends ApiVersion = RegisteredVersion,
> = Operations<V>[Op]['result']

/** The operations that need no params: each of theirs may be left out, and so may the object that holds them. */
export type BareName = {
  [Op in OperationName]: Partial<Params<Op>> extends Params<Op> ? Op : never
}[OperationName]

type Route = `${'GET' | 'POST' | 'DELETE'} /${string}`

/** One line an operation; the client, the cache keys, the server and the tests all read this line. */
export const routes = {
  createAssistant: 'POST /assistants',
  listAssistants: 'GET /assistants',
  getAssistant: 'GET /assistants/{assistant_id}',
  modifyAssistant: 'POST /assistants/{assistant_id}',
  deleteAssistant: 'DELETE /assistants/{assistant_id}',
  createAssistantFile: 'POST /assistants/{assistant_id}/files',
  listAssistantFiles: 'GET /assistants/{assistant_id}/files',
  getAssistantFile: 'GET /assistants/{assistant_id}/files/{file_id}',
  deleteAssistantFile: 'DELETE /assistants/{assistant_id}/files/{file_id}',
  createThread: 'POST /threads',
  createThreadAndRun: 'POST /threads/runs',
  getThread: 'GET /threads/{thread_id}',
  modifyThread: 'POST /threads/{thread_id}',
  deleteThread: 'DELETE /threads/{thread_id}',
  createMessage: 'POST /threads/{thread_id}/messages',
  listMessages: 'GET /threads/{thread_id}/messages',
  getMessage: 'GET /threads/{thread_id}/messages/{message_id}',
  modifyMessage: 'POST /threads/{thread_id}/messages/{message_id}',
  deleteMessage: 'DELETE /threads/{thread_id}/messages/{message_id}',
  listMessageFiles: 'GET /threads/{thread_id}/messages/{message_id}/files',
  getMessageFile: 'GET /threads/{thread_id}/messages/{message_id}/files/{file_id}',
  createRun: 'POST /threads/{thread_id}/runs',
  listRuns: 'GET /threads/{thread_id}/runs',
  getRun: 'GET /threads/{thread_id}/runs/{run_id}',
  modifyRun: 'POST /threads/{thread_id}/runs/{run_id}',
  cancelRun: 'POST /threads/{thread_id}/runs/{run_id}/cancel',
  submitToolOutputs: 'POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs',
  listRunSteps: 'GET /threads/{thread_id}/runs/{run_id}/steps',
  getRunStep: 'GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}',
  uploadFile: 'POST /files',
  listFiles: 'GET /files',
  getFile: 'GET /files/{file_id}',
  deleteFile: 'DELETE /files/{file_id}',
  getFileContent: 'GET /files/{file_id}/content',
} as const satisfies Record<OperationName, Route>

/** What the protocol does not have and some servers offer beside it; a dialect says who does. */
export interface Extensions<V extends ApiVersion = RegisteredVersion> {
  /** Reads a page of all threads that the server shows to who asks. */
  listThreads: { params: PageParams; result: Page<Thread<V>> }
  /** Takes a run's stream up again behind the event that `Last-Event-ID` names, or from what is worth telling again. */
  resumeRun: { params: RunId }
}

/** The name of a request that is none of the protocol's. */
export type ExtensionName = keyof Extensions

/** Everything that a client may ask a server for. */
export type RequestName = OperationName | ExtensionName

/** The routes beside those of the protocol, each written once, as those are. */
export const extensionRoutes = {
  listThreads: 'GET /threads',
  resumeRun: 'GET /threads/{thread_id}/runs/{run_id}/events',
} as const satisfies Record<ExtensionName, Route>

/** What each edition lacks, and what stands in its place there. */
export const missingInVersion: Record<ApiVersion, Partial<Record<OperationName, string>>> = {
  v1: { deleteMessage: 'the second edition (apiVersion "v2")' },
  v2: {
    createAssistantFile: 'modifyAssistant with tool_resources',
    listAssistantFiles: 'getAssistant and its tool_resources',
    getAssistantFile: 'getAssistant and its tool_resources',
    deleteAssistantFile: 'modifyAssistant with tool_resources',
    listMessageFiles: 'getMessage and its attachments',
    getMessageFile: 'getMessage and its attachments',
  },
}

/** Of the protocol, or beside it. */
export const routeOf = (operation: RequestName): Route =>
  ({ ...routes, ...extensionRoutes })[operation]

/** A route with its params in their places. */
export interface FilledRoute {
  /** The verb of HTTP. */
  method: 'GET' | 'POST' | 'DELETE'
  /** From the base URL on, each id percent-encoded. */
  path: string
  /** The path's segments before encoding, ids filled in. */
  segments: string[]
  /** Members that go behind the path. */
  query: Record<string, string | number | boolean | readonly string[]>
  /** Members that go into the body of a POST. */
  body: Record<string, unknown>
}

/**
 * Fills a route with params: what the path does not take goes into the body of a POST, into the query else.
 *
 * @throws TypeError when an id that the path needs is missing, empty, or a step up the path
 */
export function fillRoute(operation: RequestName, params: object): FilledRoute {
  // Every route is a method and a path.
  const [method, template] = routeOf(operation).split(' ') as [FilledRoute['method'], string]
  const rest = new Map<string, unknown>(Object.entries(params))
  const segments = template
    .slice(1)
    .split('/')
    .map((segment) => {
      if (!segment.startsWith('{')) return segment
      const name = segment.slice(1, -1)
      const value = rest.get(name)
      rest.delete(name)
      if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
        throw new TypeError(
          `${operation} needs "${name}", an id, and got ${typeof value === 'string' ? JSON.stringify(value) : typeof value}. Pass it in params.`,
        )
      }
      return value
    })
  const query: FilledRoute['query'] = {}
  const body: Record<string, unknown> = {}
  for (const [name, value] of rest) {
    if (value === undefined) continue
    if (method === 'POST' && name !== 'include') body[name] = value
    // A cursor that is null is none.
    else if (value !== null) query[name] = value as FilledRoute['query'][string]
  }
  return { method, path: `/${segments.map(encodeURIComponent).join('/')}`, segments, query, body }
}
