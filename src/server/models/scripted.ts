import { type Clock, sleep, systemClock } from '../../api/index.js'
import type { Model, ModelPart, ModelTurn } from './model.js'
import { scriptedReply } from './scriptedReply.js'

/** What a scripted model says in one turn, part by part. */
export type Script = (turn: ModelTurn) => Iterable<ModelPart> | AsyncIterable<ModelPart>

/** How a scripted model speaks. */
export interface ScriptedOptions {
  /** Milliseconds between two pieces of text or of arguments; a function is asked at each piece. @default 0 */
  pace?: number | (() => number)
  /** What its pace is measured by. @default the machine's */
  clock?: Clock
  /** Takes the place of everything the model would do by itself. */
  script?: Script
}

const isPiece = ({ type }: ModelPart) =>
  type === 'text' || type === 'refusal' || type === 'tool-arguments'

/**
 * A model without a model: it follows a script, the same way every time, and says so. Left to itself it calls
 * the tools whose names the last message mentions, and answers with what came out.
 */
export function scripted({
  pace = 0,
  clock = systemClock,
  script = scriptedReply,
}: ScriptedOptions = {}): Model {
  return async function* speak(turn) {
    let isFirst = true
    for await (const part of script(turn)) {
      if (isPiece(part)) {
        const ms = isFirst ? 0 : typeof pace === 'number' ? pace : pace()
        isFirst = false
        if (ms > 0) await sleep(clock, ms, turn.signal)
      }
      turn.signal.throwIfAborted()
      yield part
    }
  }
}
