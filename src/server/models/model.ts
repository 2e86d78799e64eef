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
  /** The model by name: the run's, else the assistant's. */
  model: string
  /** The run's instructions, else the assistant's, with the run's additional ones below. */
  instructions: string | null
  /** The thread's messages, then the calls, outputs and messages of this run so far. */
  messages: readonly ModelMessage[]
  /** What it may call. */
  tools: readonly Tool<'v2'>[]
  /** Whether it has to call one, and which. */
  toolChoice: ToolChoice<'v2'>
  /** Whether it may call several at once. */
  parallelToolCalls: boolean
  /** The form that the answer has to have. */
  responseFormat: ResponseFormat<'v2'>
  /** How freely it chooses its words, 0 to 2; null for its own default. */
  temperature: number | null
  /** The share of likely words that it chooses from, 0 to 1; null for its own default. */
  topP: number | null
  /** How long it may think first; null for its own default. */
  reasoningEffort: ReasoningEffort | null
  /** What is left of the run's own limit. Whoever heeds it finishes with `length`. */
  maxCompletionTokens: number | null
  /** Aborted when the run was cancelled, has expired, or the server closes. */
  signal: AbortSignal
  /** The run as it stands, for whatever else a model wants to know. */
  run: Run<'v2'>
}

/** What a mark in a text stands for. */
export type TextSource =
  | { type: 'file_citation'; file_id: string; quote?: string }
  | { type: 'file_path'; file_id: string }

/** Why a model ends: it is done, the limit is reached, or a filter steps in. The last two leave the run incomplete. */
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

/** The codes of the protocol for a run that failed. */
export type ModelErrorCode = 'server_error' | 'rate_limit_exceeded' | 'invalid_prompt'

/** Fails the run with a code of the protocol, and with words that its reader may see. */
export class ModelError extends Error {
  /** The name of the class, which no minifier changes. */
  override readonly name = 'ModelError'
  /** Which one the run fails with, as its `last_error.code`. */
  readonly code: ModelErrorCode

  constructor(code: ModelErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The text of a message, its parts joined; images and refusals left out. */
export const textOf = (content: readonly MessageContent<'v2'>[]): string =>
  content.flatMap((part) => (part.type === 'text' ? [part.text.value] : [])).join('\n')
