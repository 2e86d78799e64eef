'use client'

import { createContext } from 'react'
import type { ToolCall } from '../../api/index.js'
import {
  type Answer,
  answerFault,
  type Ask,
  type CallState,
  isAutomatic,
  ownOf,
  type ToolDefinition,
  toolOf,
  useAnswer,
  useRunSettings,
  useThreadState,
} from '../../run/index.js'
import type { AnySchema, Fault } from '../../schema/index.js'
import type { Problem } from './form/tellProblems.js'
import { useInside } from '../useInside.js'

/**
 * `open` while it can be answered, `held` while answers wait and can be taken back, `submitting` while they are on their
 * way, `locked` once the time is up, `over` when the run has gone on or ended.
 */
export type AskState = 'open' | 'held' | 'submitting' | 'locked' | 'over'

export interface AskView {
  ask: Ask
  state: AskState
  /** Faults are shown once the person has tried to submit. */
  showsFaults: boolean
  /** How many answers without a schema still lack. */
  missing: number
  /** What is wrong in the forms, by call id, in the words that they show. */
  problems: ReadonlyMap<string, readonly Problem[]>
  report: (callId: string, problems: readonly Problem[]) => void
  /** What was found when the answers were handed in, by call id. */
  faults: ReadonlyMap<string, readonly Fault[]>
  /** How many calls the person may not answer. */
  refused: number
  /** Hands in all answers, as the button does. */
  submit: () => void
}

/** What a `ToolOutputForm.Root` asks. */
export const AskContext = createContext<AskView | null>(null)
interface CallPlace {
  call: ToolCall
  /** What the answer is held against; undefined where any text will do. */
  schema: AnySchema | undefined
  /** Ties a field to its error; call ids may be anything, and may repeat from run to run. */
  errorId: string
}

/** Which call a `ToolOutputForm.Call` stands for. */
export const CallContext = createContext<CallPlace | null>(null)

/** What is asked. @throws ConfigurationError outside of a `ToolOutputForm.Root` */
export const useAskView = (): AskView =>
  useInside(AskContext, 'ToolOutputForm.Root', 'question to answer')

export interface CallView extends CallPlace {
  tool: ToolDefinition | undefined
  /** What people see of the tool's name. */
  name: string
  /** How a call stands that runs by itself or is left unanswered; undefined for one that a person answers. */
  automatic: CallState | undefined
  /** Why the person may not answer it; null when they may. */
  refusal: string | null
  /** Whether a person has to write something. */
  isAsked: boolean
  answer: Answer | undefined
  setAnswer: (answer: Answer) => void
  text: string
  setText: (text: string) => void
  fault: 'missing' | 'not-json' | null
}

/** One call and what was written in answer. @throws ConfigurationError outside of a `ToolOutputForm.Call` */
export function useCallView(): CallView {
  const place = useInside(CallContext, 'ToolOutputForm.Call', 'call to answer')
  const { call, schema } = place
  const { ask, showsFaults, problems } = useAskView()
  const { tools, canAnswer } = useRunSettings()
  const { name } = call.function
  const tool = toolOf(tools, call)
  const automatic = useThreadState(({ calls }) => ownOf(calls, call.id))
  const [answer, setAnswer] = useAnswer(ask.run.id, call.id)
  const verdict = canAnswer?.(call, ask.run) ?? true
  const refusal = verdict === true || automatic?.state === 'done' ? null : verdict
  const isOpen = automatic ? automatic.state === 'handed-over' : !isAutomatic(tool)
  const isAsked = isOpen && refusal === null
  const as = schema || (tool && 'answer' in tool && tool.answer === 'json') ? 'json' : 'text'
  // A form tells by itself what is wrong, field by field.
  const showsFault = isAsked && showsFaults && !problems.has(call.id)
  return {
    ...place,
    tool,
    name: tool?.label ?? name,
    automatic,
    refusal,
    isAsked,
    answer,
    setAnswer,
    text: answer?.text ?? '',
    // What else is known of the answer stays known.
    setText: (text) => setAnswer({ ...answer, text, as }),
    fault: showsFault ? answerFault(answer) : null,
  }
}
