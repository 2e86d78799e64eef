import type { Clock } from '../api/index.js'
import type { Answer } from './handlers/handler.js'
import { invalid } from './refusals.js'

/** Keys are forgotten after a day, or when so many newer ones came. */
const longest = 24 * 60 * 60 * 1000
const most = 1000

interface Kept {
  fingerprint: string
  at: number
  answer: Promise<Answer>
}

export type Remember = (
  key: string,
  fingerprint: string,
  work: () => Promise<Answer>,
) => Promise<Answer>

/**
 * Gives a request that comes again under the same key the answer of the first one, also while that one is
 * still at work. What was refused had no effect and is not remembered.
 */
export function rememberAnswers(clock: Clock): Remember {
  const answers = new Map<string, Kept>()

  const forgetOld = () => {
    for (const [key, { at }] of answers) {
      if (answers.size <= most && clock.now() - at < longest) return
      answers.delete(key)
    }
  }

  return (key, fingerprint, work) => {
    forgetOld()
    const kept = answers.get(key)
    if (kept && kept.fingerprint !== fingerprint) {
      throw invalid(
        'This Idempotency-Key was sent before with another body. Use a key once for each thing that you want done.',
      )
    }
    if (kept) return kept.answer
    const answer = work()
    answers.set(key, { fingerprint, at: clock.now(), answer })
    answer.catch(() => answers.delete(key))
    return answer
  }
}
