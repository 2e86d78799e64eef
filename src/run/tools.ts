import type { FunctionTool, Run, ToolCall } from '../api/index.js'
import {
  type AnySchema,
  type InferOutput,
  isStandardSchema,
  toJsonSchema,
  validate,
} from '../schema/index.js'
import type { RenderTool } from './hooks.js'

export interface ExecuteContext {
  /** Aborted when the run ends, is stopped, or the page leaves the thread. */
  signal: AbortSignal
  call: ToolCall
  run: Run
}

interface ToolBase<P extends AnySchema> {
  /** Tells the model when to call it. */
  description?: string
  /** The arguments: a Standard Schema that can tell its JSON Schema, or a JSON Schema. */
  parameters?: P
  /** What people see in place of the name. */
  label?: string
}

/** Runs by itself as soon as the run asks. */
export interface AutomaticTool<P extends AnySchema = AnySchema> extends ToolBase<P> {
  /** What it returns is sent: a string as it is, anything else as JSON. */
  execute: (args: InferOutput<P>, context: ExecuteContext) => unknown
  /**
   * When it throws: `tell` sends the error to the model as the output, `ask` hands the call to the person.
   * @default 'tell'
   */
  onError?: 'tell' | 'ask'
}

/** Is answered by a person. */
export interface HumanTool<
  P extends AnySchema = AnySchema,
  O extends AnySchema = AnySchema,
> extends ToolBase<P> {
  /** What an answer without an `output` should be: any text, or JSON. @default 'text' */
  answer?: 'text' | 'json'
  /**
   * The answer: the form is drawn from what goes in, and what the schema makes of it is sent, a string as it is and
   * anything else as JSON. A function gives each call its own, from the arguments.
   */
  output?: O | ((args: InferOutput<P>) => O)
  /** Draws your own UI in the form's place. When it throws, the form is shown after all. */
  render?: RenderTool<P, O>
}

export type ToolDefinition<P extends AnySchema = AnySchema, O extends AnySchema = AnySchema> =
  | AutomaticTool<P>
  | HumanTool<P, O>

/** Tools by the name under which the assistant knows them. */
export type ToolSet = Readonly<Record<string, ToolDefinition>>

/** Describes a tool, with its arguments and its answer typed from their schemas. */
export function defineTool<const P extends AnySchema, const O extends AnySchema = AnySchema>(
  tool: AutomaticTool<P> | HumanTool<P, O>,
): ToolDefinition {
  // Its functions are contravariant in their arguments; which tool a call names is settled by name, and arguments and
  // answers are validated against these very schemas before they reach it.
  return tool as ToolDefinition
}

export const isAutomatic = (tool: ToolDefinition | undefined): tool is AutomaticTool =>
  tool !== undefined && 'execute' in tool

/** The `tools` of an assistant or a run, so that name and schema are written once. */
export function toolDefinitions(tools: ToolSet): FunctionTool[] {
  return Object.entries(tools).map(([name, { description, parameters }]) => ({
    type: 'function',
    function: {
      name,
      ...(description !== undefined && { description }),
      ...(parameters && { parameters: toJsonSchema(parameters) }),
    },
  }))
}

/** A call's arguments: an object, or the text as the model wrote it where that is no JSON object. */
export type ParsedArguments =
  | { ok: true; value: Record<string, unknown> }
  | { ok: false; raw: string }

const dangerous = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads a call's arguments strictly; an empty text means no arguments. Keys that reach for prototypes are dropped. */
export function parseArguments(call: ToolCall): ParsedArguments {
  const raw = call.function.arguments
  if (raw.trim() === '') return { ok: true, value: {} }
  try {
    const value: unknown = JSON.parse(raw, (key, inner: unknown) =>
      dangerous.has(key) ? undefined : inner,
    )
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ok: true, value: value as Record<string, unknown> }
      : { ok: false, raw }
  } catch {
    return { ok: false, raw }
  }
}

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

/** What is sent for a value: a string as it is, nothing as an empty string, anything else as JSON. */
export const toOutput = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** Carries an automatic call out. @throws what `execute` throws, or TypeError when the arguments do not fit */
export async function executeCall(
  tool: AutomaticTool,
  call: ToolCall,
  context: Omit<ExecuteContext, 'call'>,
): Promise<string> {
  const parsed = parseArguments(call)
  if (!parsed.ok) throw new TypeError(`The arguments of ${call.function.name} are no JSON object.`)
  const checked = tool.parameters
    ? await validate(tool.parameters, parsed.value)
    : { ok: true as const, value: parsed.value }
  if (!checked.ok) {
    throw new TypeError(
      `The arguments of ${call.function.name} do not fit: ${checked.issues.join('; ')}`,
    )
  }
  // Validated just above against the tool's own schema, whatever that makes of an object.
  const args = checked.value as Record<string, unknown>
  return toOutput(await tool.execute(args, { ...context, call }))
}
