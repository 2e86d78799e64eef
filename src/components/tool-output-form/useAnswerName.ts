'use client'

import type { ToolCall } from '../../api/index.js'
import { parseArguments } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { useCallView } from './AskContext.js'

/** What the answer to the call around this is called: two calls of one tool need two names. */
export function useAnswerName(): string {
  const { ask: words } = useLabels()
  const { call, name } = useCallView()
  return words.answer(name, inShort(call))
}

/** A call's plain arguments in a line; what is nested or long would make no name. */
function inShort(call: ToolCall): string {
  const parsed = parseArguments(call)
  if (!parsed.ok) return ''
  const plain = Object.values(parsed.value).filter(
    (value) => typeof value === 'string' || typeof value === 'number',
  )
  // By characters, so that none is cut in half.
  return Array.from(plain.join(', ')).slice(0, 60).join('')
}
