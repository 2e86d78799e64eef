'use client'

import { useState } from 'react'
import type { ToolCall } from '../../api/index.js'
import { outputOf, toolOf, useRunSettings } from '../../run/index.js'
import { type AnySchema, isStandardSchema } from '../../schema/index.js'

const asText = (schema: AnySchema | undefined): string | undefined => {
  if (!schema || isStandardSchema(schema)) return undefined
  try {
    return JSON.stringify(schema)
  } catch {
    return undefined
  }
}

/** What an answer is held against. One that is made anew for each render stays the same one while it says the same. */
export function useCallSchema(call: ToolCall): AnySchema | undefined {
  const { tools } = useRunSettings()
  const schema = outputOf(toolOf(tools, call), call)
  const [kept, setKept] = useState(schema)
  if (kept === schema) return schema
  const text = asText(schema)
  if (text !== undefined && text === asText(kept)) return kept
  setKept(schema)
  return schema
}
