import type {
  Annotation,
  AnnotationDelta,
  CodeOutputDelta,
  ContentDelta,
  Message,
  MessageContent,
  MessageDelta,
  RunStep,
  RunStepDelta,
  StepCall,
  StepCallDelta,
} from '../api/index.js'

/** No honest server goes further; beyond it lies an attempt to fill the memory. */
const largestIndex = 4_095
const largestGap = 255

const canPlace = (index: number, length: number): boolean =>
  Number.isInteger(index) && index >= 0 && index <= largestIndex && index <= length + largestGap

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/** What should be a list of objects; a stream vouches for no member of what it carries. */
const listOf = <T extends object>(value: readonly T[] | null | undefined): readonly T[] =>
  // The library's guard forgets what the list holds.
  Array.isArray(value) ? (value as readonly T[]).filter(isObject) : []

const textOf = (value: string | null | undefined): string =>
  typeof value === 'string' ? value : ''

/**
 * Merges each fragment into the item at its index, which is not its position; what was skipped is filled in. The same
 * list when nothing could be merged.
 */
function mergeAt<T, D extends { index: number }>(
  list: T[],
  fragments: readonly D[] | null | undefined,
  merge: (known: T | undefined, fragment: D) => T | undefined,
  filler: () => T,
): T[] {
  let next = list
  for (const fragment of listOf(fragments)) {
    const { index } = fragment
    const merged = canPlace(index, next.length) ? merge(next[index], fragment) : undefined
    if (merged === undefined) continue
    if (next === list) next = list.slice()
    while (next.length < index) next.push(filler())
    next[index] = merged
  }
  return next
}

const emptyText = (): MessageContent => ({ type: 'text', text: { value: '', annotations: [] } })

function mergeAnnotation(known: Annotation | undefined, delta: AnnotationDelta): Annotation {
  const base = {
    text: delta.text ?? known?.text ?? '',
    start_index: delta.start_index ?? known?.start_index ?? 0,
    end_index: delta.end_index ?? known?.end_index ?? 0,
  }
  if (delta.type === 'file_path') {
    const before = known?.type === 'file_path' ? known.file_path.file_id : ''
    const file_path = { file_id: delta.file_path?.file_id ?? before }
    return { type: 'file_path', ...base, file_path }
  }
  const before = known?.type === 'file_citation' ? known.file_citation : { file_id: '' }
  return { type: 'file_citation', ...base, file_citation: { ...before, ...delta.file_citation } }
}

const emptyAnnotation = (): Annotation => ({
  type: 'file_path',
  text: '',
  start_index: 0,
  end_index: 0,
  file_path: { file_id: '' },
})

function mergeContent(known: MessageContent | undefined, delta: ContentDelta): MessageContent {
  switch (delta.type) {
    case 'text': {
      const before = known?.type === 'text' ? known.text : { value: '', annotations: [] }
      const { annotations: said } = delta.text ?? {}
      const annotations = mergeAt(before.annotations, said, mergeAnnotation, emptyAnnotation)
      const value = before.value + textOf(delta.text?.value)
      return { type: 'text', text: { value, annotations } }
    }
    case 'refusal': {
      const before = known?.type === 'refusal' ? known.refusal : ''
      return { type: 'refusal', refusal: before + textOf(delta.refusal) }
    }
    case 'image_file': {
      const before = known?.type === 'image_file' ? known.image_file : { file_id: '' }
      return { type: 'image_file', image_file: { ...before, ...delta.image_file } }
    }
    case 'image_url': {
      const before = known?.type === 'image_url' ? known.image_url : { url: '' }
      return { type: 'image_url', image_url: { ...before, ...delta.image_url } }
    }
    default:
      return known ?? emptyText()
  }
}

/** A fragment of a message onto what was heard of it. Strings grow; names and ids are overwritten, never grown. */
export function mergeMessageDelta(message: Message, { delta }: MessageDelta): Message {
  const content = mergeAt(message.content, delta?.content, mergeContent, emptyText)
  return content === message.content ? message : { ...message, content }
}

type CodeOutput = { type: 'logs'; logs: string } | { type: 'image'; image: { file_id: string } }

function mergeCodeOutput(known: CodeOutput | undefined, delta: CodeOutputDelta): CodeOutput {
  if (delta.type === 'image') {
    const before = known?.type === 'image' ? known.image.file_id : ''
    return { type: 'image', image: { file_id: delta.image?.file_id ?? before } }
  }
  return { type: 'logs', logs: (known?.type === 'logs' ? known.logs : '') + textOf(delta.logs) }
}

const emptyLogs = (): CodeOutput => ({ type: 'logs', logs: '' })

function mergeCall(known: StepCall | undefined, delta: StepCallDelta): StepCall | undefined {
  const id = known?.id || delta.id || ''
  switch (delta.type) {
    case 'function': {
      const before = known?.type === 'function' ? known.function : undefined
      return {
        id,
        type: 'function',
        function: {
          name: delta.function?.name ?? before?.name ?? '',
          arguments: (before?.arguments ?? '') + textOf(delta.function?.arguments),
          output: delta.function?.output ?? before?.output ?? null,
        },
      }
    }
    case 'code_interpreter': {
      const before = known?.type === 'code_interpreter' ? known.code_interpreter : undefined
      const { outputs: said } = delta.code_interpreter ?? {}
      const outputs = mergeAt(before?.outputs ?? [], said, mergeCodeOutput, emptyLogs)
      const input = (before?.input ?? '') + textOf(delta.code_interpreter?.input)
      return { id, type: 'code_interpreter', code_interpreter: { input, outputs } }
    }
    case 'file_search':
      return { id, type: 'file_search', file_search: delta.file_search }
    default:
      return known
  }
}

const emptyCall = (): StepCall => ({
  id: '',
  type: 'function',
  function: { name: '', arguments: '', output: null },
})

/** A fragment of a step onto what was heard of it. */
export function mergeStepDelta(step: RunStep, { delta }: RunStepDelta): RunStep {
  const said = delta?.step_details
  if (said?.type !== 'tool_calls') return step
  const before = step.step_details.type === 'tool_calls' ? step.step_details.tool_calls : []
  const calls = mergeAt(before, said.tool_calls, mergeCall, emptyCall)
  return calls === before
    ? step
    : { ...step, type: 'tool_calls', step_details: { type: 'tool_calls', tool_calls: calls } }
}
