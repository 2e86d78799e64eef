import type { ReactNode } from 'react'
import type { Run, ToolCall } from '../api/index.js'
import type { AnySchema, InferInput, InferOutput } from '../schema/index.js'

/** What an app's own UI for a call is drawn from. */
export interface ToolView<P extends AnySchema = AnySchema, O extends AnySchema = AnySchema> {
  /** The call as the model made it. */
  call: ToolCall
  /** The run that waits for its output. */
  run: Run
  /** What the assistant asks with. */
  args: InferOutput<P>
  /** What was answered so far; undefined until something was. Kept like everything that a person writes. */
  draft: InferInput<O> | undefined
  /** Puts an answer in place of the one before; nothing is sent. */
  setOutput: (output: InferInput<O>) => void
  /** Hands in all answers of this ask, as the button below the form does. */
  submit: () => void
  /** Whether it can be answered now: not while the answers are on their way, nor after the run has ended. */
  isOpen: boolean
}

/** Draws an app's own UI for a call. */
export type RenderTool<P extends AnySchema = AnySchema, O extends AnySchema = AnySchema> = (
  view: ToolView<P, O>,
) => ReactNode
