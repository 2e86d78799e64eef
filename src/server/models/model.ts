import type {
  MessageContent,
  ReasoningEffort,
  ResponseFormat,
  Run,
  Tool,
  ToolCall,
  ToolChoice,
} from '../../api/index.js'

/** One thing that was said or done before this turn, in order. */
export type ModelMessage =
  | { type: 'message'; role: 'user' | 'assistant'; content: readonly MessageContent<'v2'>[] }
  /** What this run's earlier turns called; the outputs follow. */
  | { type: 'tool-calls'; calls: readonly ToolCall[] }
  | { type: 'tool-output'; id: string; name: string; output: string }

/** What a model is asked: everything that was said, and how to go on. */
export interface ModelTurn {
  model: string
  instructions: string | null
  /** The thread's messages, then the calls, outputs and messages of this run so far. */
  messages: readonly ModelMessage[]
  tools: readonly Tool<'v2'>[]
  toolChoice: ToolChoice<'v2'>
  parallelToolCalls: boolean
  responseFormat: ResponseFormat<'v2'>
  temperature: number | null
  topP: number | null
  reasoningEffort: ReasoningEffort | null
  /** What is left of the run's own limit. Whoever heeds it finishes with `length`. */
  maxCompletionTokens: number | null
  /** Aborted when the run was cancelled, has expired, or the server closes. */
  signal: AbortSignal
  run: Run<'v2'>
}

/** What a mark in a text stands for. */
export type TextSource =
  | { type: 'file_citation'; file_id: string; quote?: string }
  | { type: 'file_path'; file_id: string }

export type FinishReason = 'stop' | 'length' | 'content_filter'

/** One thing that a model says while it answers. */
export type ModelPart =
  /** With `source`, the text is a mark that stands for a file: a quotation of it, or one that was made here. */
  | { type: 'text'; text: string; source?: TextSource }
  | { type: 'refusal'; refusal: string }
  /** A call begins. */
  | { type: 'tool-call'; id: string; name: string }
  /** The next piece of the call's JSON text. */
  | { type: 'tool-arguments'; id: string; arguments: string }
  | { type: 'usage'; promptTokens: number; completionTokens: number }
  /** Left out, it is `stop`. An answer that was cut off must throw. */
  | { type: 'finish'; reason: FinishReason }

/** What answers a run: one call a turn, and a turn more after each batch of tool outputs. Errors throw. */
export type Model = (turn: ModelTurn) => AsyncIterable<ModelPart>

export type ModelErrorCode = 'server_error' | 'rate_limit_exceeded' | 'invalid_prompt'

/** Fails the run with a code of the protocol, and with words that its reader may see. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly code: ModelErrorCode

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The text of a message, its parts joined; images and refusals left out. */
export const textOf = (content: readonly MessageContent<'v2'>[]): string =>
  content.flatMap((part) => (part.type === 'text' ? [part.text.value] : [])).join('\n')
