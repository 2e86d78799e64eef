import { type Model, scripted } from '../../src/server/index.js'
import { piecesOf, richAnswer } from '../support/richAnswer.js'

const rich = scripted({
  pace: 12,
  script: () => piecesOf(richAnswer).map((text) => ({ type: 'text', text }) as const),
})

/** A model that says all that an answer may hold when it is asked for everything, and else what the other says. */
export const withRichAnswer =
  (other: Model): Model =>
  (turn) => {
    const last = turn.messages.at(-1)
    const [part] = last?.type === 'message' && last.role === 'user' ? last.content : []
    const asked = part?.type === 'text' ? part.text.value : ''
    return /\beverything\b/i.test(asked) ? rich(turn) : other(turn)
  }
