import type { FunctionTool, Run, ToolCall } from '../api/index.js'
import { type AnySchema, type InferOutput, toJsonSchema, validate } from '../schema/index.js'

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
export interface HumanTool<P extends AnySchema = AnySchema> extends ToolBase<P> {
  /** What the answer should be: any text, or JSON. @default 'text' */
  answer?: 'text' | 'json'
}

export type ToolDefinition<P extends AnySchema = AnySchema> = AutomaticTool<P> | HumanTool<P>

/** Tools by the name under which the assistant knows them. */
export type ToolSet = Readonly<Record<string, ToolDefinition>>

/** Describes a tool, with its arguments typed from its schema. */
export function defineTool<const P extends AnySchema>(
  // `execute` is contravariant in its arguments; which tool a call names is settled by name, and the arguments are
  // validated against this very schema before they reach it.
  tool: AutomaticTool<P> | HumanTool<P>,
): ToolDefinition {
  return tool
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
