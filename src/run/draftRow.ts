import type { Answer, DraftState } from './drafts.js'
import { isObject, textOf } from './isObject.js'
import { toAnswer } from './toAnswer.js'

/** Drafts of one thread as they are kept. */
export interface DraftRow extends DraftState {
  /** What was kept, and gave way to words of somebody who had not seen it: it comes back where there is room. */
  older?: DraftState | undefined
  /** What had been seen of the row before these words took its place. Where it is missing, nothing had. */
  over?: DraftState | undefined
}

export const noDraft: DraftState = { composer: '', answers: {} }

function readDraft(kept: unknown): DraftState | undefined {
  if (!isObject(kept)) return undefined
  const { composer, answers } = kept
  const rows = Object.entries(isObject(answers) ? answers : {}).flatMap(([name, value]) => {
    const answer = name.includes('/') ? toAnswer(value) : null
    return answer ? [[name, answer] as const] : []
  })
  return { composer: textOf(composer), answers: Object.fromEntries(rows) }
}

/** What was kept, as far as it is what it should be. */
export function readDraftRow(kept: unknown): DraftRow {
  const { older, over } = isObject(kept) ? kept : {}
  return {
    ...(readDraft(kept) ?? noDraft),
    ...(isObject(older) && { older: readDraft(older) }),
    ...(isObject(over) && { over: readDraft(over) }),
  }
}

export const isEmptyDraft = ({ composer, answers }: DraftState): boolean =>
  composer === '' && Object.keys(answers).length === 0

/** The words that are nowhere in what took their place, and that nobody has seen. */
const unseenOf = (kept = '', over = '', now = ''): string =>
  kept === over || now.includes(kept) ? '' : kept

/**
 * What is kept once words were written without a look at it. Each field is the person's where they wrote; what stood
 * there, and they had not seen, is put aside.
 */
export function layOver(kept: DraftRow, written: DraftRow): DraftRow {
  const { over = noDraft } = written
  const unseen = unseenOf(kept.composer, over.composer, written.composer)
  const answers: Record<string, Answer> = { ...written.answers }
  const aside: Record<string, Answer> = { ...kept.older?.answers, ...written.older?.answers }
  for (const [name, answer] of Object.entries(kept.answers)) {
    const now = answers[name]
    const isUnseen = unseenOf(answer.text, over.answers[name]?.text, now?.text) !== ''
    if (!now && isUnseen) answers[name] = answer
    if (now && isUnseen) aside[name] = answer
  }
  const composers = [
    kept.older?.composer,
    written.older?.composer,
    written.composer && unseen,
  ].filter(Boolean)
  const older = { composer: [...new Set(composers)].join('\n\n'), answers: aside }
  return {
    composer: written.composer || unseen,
    answers,
    ...(!isEmptyDraft(older) && { older }),
    ...(kept.over && { over: kept.over }),
  }
}

/** Takes what was put aside to where there is room for it. */
export function bringBack(row: DraftRow): DraftRow {
  if (!row.older) return row
  const { composer, answers } = row.older
  const isTaken = ([name]: [string, Answer]) => Object.hasOwn(row.answers, name)
  const left = {
    composer: row.composer && composer,
    answers: Object.fromEntries(Object.entries(answers).filter(isTaken)),
  }
  return {
    ...row,
    composer: row.composer || composer,
    answers: { ...answers, ...row.answers },
    older: isEmptyDraft(left) ? undefined : left,
  }
}
