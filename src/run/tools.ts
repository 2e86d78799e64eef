import type { Run, ToolCall } from '../api/index.js'
import { type AnySchema, type InferOutput, isStandardSchema } from '../schema/index.js'
import { parseArguments } from './parseArguments.js'
import type { RenderTool } from './toolView.js'
import { ownOf } from './ownOf.js'

/** How far an automatic call has come, as far as it tells. */
export interface CallProgress {
  /** From 0 to 1; left out where nobody can tell. */
  fraction?: number
  /** What it is doing, in the words of the app. */
  note?: string
}

/** What `execute` is told beside the arguments, and how it speaks up while it works. */
export interface ExecuteContext {
  /** Aborted when the call takes too long or is stopped, when the run ends, and when the page leaves the thread. */
  signal: AbortSignal
  /** Shows the person how far it has come; as often as one likes, ten times a second are shown. */
  progress: (progress: CallProgress) => void
  /** The call as the model made it. */
  call: ToolCall
  /** The run that waits for its output. */
  run: Run
}

interface ToolBase<P extends AnySchema> {
  /** Tells the model when to call it. */
  description?: string
  /** The arguments: a Standard Schema that can tell its JSON Schema, or a JSON Schema. */
  parameters?: P
  /** What people see in place of the name. */
  label?: string
  /**
   * Whether the model has to keep to the schema to the letter; for servers and models that can.
   * @default what the server takes for granted
   */
  strict?: boolean
}

/** Runs by itself as soon as the run asks. */
export interface AutomaticTool<P extends AnySchema = AnySchema> extends ToolBase<P> {
  /** What it returns is sent: a string as it is, anything else as JSON. */
  execute: (args: InferOutput<P>, context: ExecuteContext) => unknown
  /**
   * When it throws, takes too long, or its arguments do not fit: `tell` sends the error to the model as the output,
   * `ask` hands the call to the person, `fail` cancels the run and shows the person why.
   * @default 'tell'
   */
  onError?: 'tell' | 'ask' | 'fail'
  /** Milliseconds after which a call counts as failed; its signal is aborted then. @default no limit */
  timeout?: number
  /**
   * Whether it does no harm to carry the same call out twice, as with what only reads. A call that was cut off by a
   * reload is then begun anew; any other is handed to the person, who alone can tell whether it was done.
   * @default false
   */
  isRepeatable?: boolean
}

interface HumanToolBase<P extends AnySchema, O extends AnySchema> extends ToolBase<P> {
  /** What an answer without an `output` should be: any text, or JSON. @default 'text' */
  answer?: 'text' | 'json'
  /**
   * Milliseconds that an answer is held before it is sent, for calls that are hard to undo: so long the person can take
   * it back. Nothing is sent before, and leaving the page leaves it unsent. @default 0
   */
  undoWindow?: number
  /** Draws your own UI in the form's place. When it throws, the form is shown after all. */
  render?: RenderTool<P, O>
}

/** Is answered by a person. */
export interface HumanTool<
  P extends AnySchema = AnySchema,
  O extends AnySchema = AnySchema,
> extends HumanToolBase<P, O> {
  /**
   * The answer: the form is drawn from what goes in, and what the schema makes of it is sent, a string as it is and
   * anything else as JSON. A function gives each call its own, from the arguments.
   */
  output?: O | ((args: InferOutput<P>) => O)
}

// Some libraries' schemas are functions: they have to be taken for schemas before they are for what makes one.
interface FixedTool<P extends AnySchema, O extends AnySchema> extends HumanToolBase<P, O> {
  /** The answer's schema; see `HumanTool`. */
  output?: O
}
interface MadeTool<P extends AnySchema, O extends AnySchema> extends HumanToolBase<P, O> {
  /** Makes the schema of each call's answer from its arguments. */
  output: (args: InferOutput<P>) => O
}

/** A tool: one that runs by itself, told by its `execute`, or one that a person answers. */
export type ToolDefinition<P extends AnySchema = AnySchema, O extends AnySchema = AnySchema> =
  | AutomaticTool<P>
  | HumanTool<P, O>

/** Tools by the name under which the assistant knows them. */
export type ToolSet = Readonly<Record<string, ToolDefinition>>

/** Describes a tool, with its arguments and its answer typed from their schemas. */
export function defineTool<const P extends AnySchema, const O extends AnySchema = AnySchema>(
  tool: AutomaticTool<P> | FixedTool<P, O>,
): ToolDefinition
export function defineTool<const P extends AnySchema, const O extends AnySchema>(
  tool: MadeTool<P, O>,
): ToolDefinition
export function defineTool(tool: ToolDefinition): ToolDefinition {
  // Its functions are contravariant in their arguments; which tool a call names is settled by name, and arguments and
  // answers are validated against these very schemas before they reach it.
  return tool
}

/** Whether a tool runs by itself; a name that no tool has waits for a person. */
export const isAutomatic = (tool: ToolDefinition | undefined): tool is AutomaticTool =>
  tool !== undefined && 'execute' in tool

/** The tool that a call names. */
export const toolOf = (
  tools: ToolSet | undefined,
  { function: { name } }: { function: { name: string } },
): ToolDefinition | undefined => ownOf(tools, name)

/**
 * The schema of a call's answer; undefined where any text will do: for an unknown tool, one without an `output`, and
 * where the arguments do not allow to make one.
 */
export function outputOf(tool: ToolDefinition | undefined, call: ToolCall): AnySchema | undefined {
  const output = tool && 'output' in tool ? tool.output : undefined
  // Some libraries' schemas are functions.
  if (typeof output !== 'function' || isStandardSchema(output)) return output
  const args = parseArguments(call)
  try {
    return args.ok ? output(args.value) : undefined
  } catch {
    return undefined
  }
}
