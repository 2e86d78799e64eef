import { type Model, ModelError, type ModelPart } from '../../../src/server/index.js'
import { stir } from '../world/settle.js'

/** A model that says what it is told, when it is told. */
export interface Voice {
  model: Model
  /** Lets the model of a run go on; an error fails the run. */
  say: (runId: string, ...parts: (ModelPart | Error)[]) => void
}

/** What a model throws when it breaks. */
export const broken = () => new ModelError('server_error', 'It broke.')

export function createVoice(): Voice {
  const speakers = new Map<string, (part: ModelPart | Error) => void>()
  return {
    async *model({ run, signal }) {
      const told: (ModelPart | Error)[] = []
      let wake = () => {}
      const speaker = (part: ModelPart | Error) => {
        told.push(part)
        wake()
      }
      speakers.set(run.id, speaker)
      signal.addEventListener('abort', () => wake(), { once: true })
      while (!signal.aborted) {
        const part = told.shift()
        if (part instanceof Error) throw part
        if (part) {
          stir()
          yield part
        }
        if (part?.type === 'finish') return
        if (told.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      }
    },
    say(runId, ...parts) {
      for (const part of parts) speakers.get(runId)?.(part)
    },
  }
}
