'use client'

import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { ToolCall } from '../../api/index.js'
import { parseArguments, parseJson, type RenderTool, type ToolDefinition } from '../../run/index.js'
import { type AnySchema, validate } from '../../schema/index.js'
import { useLabels } from '../labels/index.js'
import { MessageBoundary } from '../message-view/MessageBoundary.js'
import { useAskView, useCallView } from './AskContext.js'
import { OwnFaults } from './OwnFaults.js'

interface OwnUiProps {
  draw: RenderTool
  schema: AnySchema | undefined
  /** What is shown when it throws, or the arguments are not what it was made for. */
  instead: ReactNode
}

type Arguments = Record<string, unknown>

/** An app's own UI for a call; what it throws stays in it. */
export function OwnUi({ draw, schema, instead }: OwnUiProps) {
  const { ask: words } = useLabels()
  const { call, tool } = useCallView()
  const [fitting, setFitting] = useState<{ call: ToolCall; args: Arguments | null } | null>(null)
  useEffect(() => {
    let isCurrent = true
    const put = (args: Arguments | null) => isCurrent && setFitting({ call, args })
    fitArguments(tool, call).then(put, () => put(null))
    return () => {
      isCurrent = false
    }
  }, [tool, call])
  const asked = call.function.arguments
  // A call that was read anew and says the same goes on as it is.
  if (fitting?.call.function.arguments !== asked) return null
  if (fitting.args === null) return instead
  const fallback = (
    <>
      <p className="ra-quiet">{words.ownUiBroken}</p>
      {instead}
    </>
  )
  return (
    <MessageBoundary attempt={asked} fallback={fallback}>
      <Drawn draw={draw} args={fitting.args} />
      {schema && <OwnFaults schema={schema} />}
    </MessageBoundary>
  )
}

/** The arguments as the tool's own schema makes them; null when they do not fit. */
async function fitArguments(
  tool: ToolDefinition | undefined,
  call: ToolCall,
): Promise<Arguments | null> {
  const parsed = parseArguments(call)
  if (!parsed.ok) return null
  if (!tool?.parameters) return parsed.value
  const verdict = await validate(tool.parameters, parsed.value)
  // Whatever the schema makes of an object.
  return verdict.ok ? (verdict.value as Arguments) : null
}

function Drawn({ draw, args }: { draw: RenderTool; args: Arguments }) {
  const { ask, state, submit } = useAskView()
  const { call, answer, schema, setAnswer } = useCallView()
  const draft = useMemo(
    () => answer && (answer.as === 'text' ? answer.text : parseJson(answer.text)),
    [answer],
  )
  return draw({
    call,
    run: ask.run,
    args,
    draft,
    setOutput: (output) =>
      setAnswer(
        schema === undefined && typeof output === 'string'
          ? { text: output, as: 'text' }
          : { text: JSON.stringify(output) ?? '', as: 'json' },
      ),
    submit,
    isOpen: state === 'open',
  })
}
