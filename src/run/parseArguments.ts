import type { ToolCall } from '../api/index.js'
import { isObject } from './isObject.js'
import { parseJson } from './parseJson.js'

/** A call's arguments: an object, or the text as the model wrote it where that is no JSON object. */
export type ParsedArguments =
  | { ok: true; value: Record<string, unknown> }
  | { ok: false; raw: string }

const dangerous = new Set(['__proto__', 'constructor', 'prototype'])

/** Names that reach for prototypes. */
export const isDangerousName = (name: string): boolean => dangerous.has(name)

/** Reads a call's arguments strictly; an empty text means no arguments. Keys that reach for prototypes are dropped. */
export function parseArguments(call: ToolCall): ParsedArguments {
  const raw = call.function.arguments
  if (raw.trim() === '') return { ok: true, value: {} }
  const value = parseJson(raw, (name, inner) => (isDangerousName(name) ? undefined : inner))
  return isObject(value) ? { ok: true, value } : { ok: false, raw }
}
