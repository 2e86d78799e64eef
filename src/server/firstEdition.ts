import type {
  AssistantV1,
  ContentDelta,
  MessageContent,
  MessageV1,
  ResponseFormat,
  RunEvent,
  RunEventName,
  RunStepV1,
  RunStepV2,
  RunV1,
  StepCallDelta,
  ThreadV1,
  ThreadV2,
  Tool,
  ToolChoice,
} from '../api/index.js'
import type { Edition } from './edition.js'
import { linkedIds } from './fileLinks.js'
import { firstBodies } from './firstBodies.js'
import type { AssistantRow, KeptRun, MessageRow } from './rows.js'

const showTool = (tool: Tool<'v2'>): Tool<'v1'> =>
  tool.type === 'file_search' ? { type: 'retrieval' } : tool

/** What the first edition has no word for is shown as the nearest thing that it knows. */
function showChoice(choice: ToolChoice<'v2'>): ToolChoice<'v1'> {
  if (typeof choice === 'string') return choice === 'required' ? 'auto' : choice
  return choice.type === 'file_search' ? { type: 'retrieval' } : { ...choice, type: choice.type }
}

const showFormat = (format: ResponseFormat<'v2'>): ResponseFormat<'v1'> =>
  typeof format === 'object' && format.type === 'json_schema' ? { type: 'json_object' } : format

const showAssistant = (row: AssistantRow): AssistantV1 => ({
  id: row.id,
  object: row.object,
  created_at: row.created_at,
  name: row.name,
  description: row.description,
  model: row.model,
  instructions: row.instructions,
  tools: row.tools.map(showTool),
  file_ids: linkedIds(row),
  metadata: row.metadata,
})

const showThread = ({ id, object, created_at, metadata }: ThreadV2): ThreadV1 => ({
  id,
  object,
  created_at,
  metadata,
})

const plainText = (value: string): MessageContent<'v1'> => ({
  type: 'text',
  text: { value, annotations: [] },
})

/** Part for part, so that the indexes of a stream stay true. */
function showContent(part: MessageContent<'v2'>): MessageContent<'v1'> {
  if (part.type === 'refusal') return plainText(part.refusal)
  if (part.type === 'image_url') return plainText(part.image_url.url)
  if (part.type === 'image_file') {
    return { type: 'image_file', image_file: { file_id: part.image_file.file_id } }
  }
  const annotations = part.text.annotations.map((annotation) =>
    annotation.type === 'file_citation'
      ? { ...annotation, file_citation: { quote: '', ...annotation.file_citation } }
      : annotation,
  )
  return { type: 'text', text: { value: part.text.value, annotations } }
}

const showMessage = ({ attachments: _attachments, ...row }: MessageRow): MessageV1 => ({
  ...row,
  content: row.content.map(showContent),
  file_ids: row.file_ids ?? [],
})

/** A run that was cut short is complete here: this edition knows no other word, and says why beside it. */
function showRun({
  parallel_tool_calls: _parallel,
  tool_resources: _resources,
  ...run
}: KeptRun): RunV1 {
  const { completed_at } = run
  const shown =
    run.status === 'incomplete' && completed_at !== null
      ? { ...run, status: 'completed' as const, completed_at, expires_at: null }
      : run
  return {
    ...shown,
    tools: run.tools.map(showTool),
    tool_choice: run.tool_choice && showChoice(run.tool_choice),
    response_format: run.response_format && showFormat(run.response_format),
    file_ids: run.file_ids ?? [],
  }
}

function showStep(row: RunStepV2): RunStepV1 {
  const { step_details: details } = row
  if (details.type === 'message_creation') return { ...row, step_details: details }
  const tool_calls = details.tool_calls.map((call) =>
    call.type === 'file_search' ? { id: call.id, type: 'retrieval' as const, retrieval: {} } : call,
  )
  return { ...row, step_details: { type: 'tool_calls', tool_calls } }
}

function showContentDelta(part: ContentDelta): ContentDelta {
  const { index } = part
  if (part.type === 'refusal') return { index, type: 'text', text: { value: part.refusal ?? '' } }
  if (part.type === 'image_url') {
    return { index, type: 'text', text: { value: part.image_url?.url ?? '' } }
  }
  return part
}

const showCallDelta = (call: StepCallDelta): StepCallDelta =>
  call.type === 'file_search'
    ? { index: call.index, ...(call.id && { id: call.id }), type: 'retrieval', retrieval: {} }
    : call

/** A run that was cut short is told under another name, so that the compiler cannot hold the two together. */
interface ShownEvent {
  event: RunEventName
  data: RunEvent<'v1'>['data']
}

function showEvent(told: RunEvent<'v2'>): ShownEvent {
  switch (told.event) {
    case 'thread.created':
      return { event: told.event, data: showThread(told.data) }
    case 'thread.message.delta': {
      const { content, ...delta } = told.data.delta
      const shown = content && { content: content.map(showContentDelta) }
      return { event: told.event, data: { ...told.data, delta: { ...delta, ...shown } } }
    }
    case 'thread.run.step.delta': {
      const details = told.data.delta.step_details
      if (details?.type !== 'tool_calls') return told
      const tool_calls = (details.tool_calls ?? []).map(showCallDelta)
      const delta = { step_details: { type: details.type, tool_calls } }
      return { event: told.event, data: { ...told.data, delta } }
    }
    case 'thread.message.created':
    case 'thread.message.in_progress':
    case 'thread.message.completed':
    case 'thread.message.incomplete':
      return { event: told.event, data: showMessage(told.data) }
    case 'thread.run.step.created':
    case 'thread.run.step.in_progress':
    case 'thread.run.step.completed':
    case 'thread.run.step.failed':
    case 'thread.run.step.cancelled':
    case 'thread.run.step.expired':
      return { event: told.event, data: showStep(told.data) }
    case 'thread.run.incomplete':
      return { event: 'thread.run.completed', data: showRun(told.data) }
    default:
      return { event: told.event, data: showRun(told.data) }
  }
}

/** The first edition: file ids in place of attachments, `retrieval` in place of `file_search`. */
export const firstEdition: Edition = {
  bodies: firstBodies,
  assistant: showAssistant,
  thread: showThread,
  message: showMessage,
  run: showRun,
  step: showStep,
  event: showEvent,
}
