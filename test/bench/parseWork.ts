import { readMarkdown } from '../../src/components/markdown/readMarkdown.js'
import { streamedAnswer } from './page/contents.js'

/** Deltas that come between two frames at 200 per second. */
const deltasPerFrame = 200 / 60

/** An answer as a reader sees it grow, frame by frame, and whole. */
function textsOf(deltas: readonly string[]): string[] {
  const frames = Math.ceil(deltas.length / deltasPerFrame)
  return Array.from({ length: frames }, (_, at) =>
    deltas.slice(0, Math.ceil((at + 1) * deltasPerFrame)).join(''),
  )
}

function readAsItGrows(texts: readonly string[]): number {
  let read = readMarkdown('', true)
  for (const text of texts) read = readMarkdown(text, true, read)
  return readMarkdown(texts.at(-1) ?? '', false, read).lexed
}

/** Characters that are lexed while an answer streams, against those of reading it once. */
export function countParsed(deltas: readonly string[]): { streamed: number; once: number } {
  const texts = textsOf(deltas)
  return { streamed: readAsItGrows(texts), once: readMarkdown(texts.at(-1) ?? '', false).lexed }
}

/** A page's clock is coarse, so that many are timed together. */
const together = 10

const timeOf = (act: () => void): number => {
  const began = performance.now()
  for (let time = 0; time < together; time++) act()
  return (performance.now() - began) / together
}

const middle = (list: readonly number[]): number =>
  list.toSorted((a, b) => a - b)[list.length >> 1] ?? Number.NaN

/** The same in milliseconds, of many tries that follow each other in turn. */
export function timeParsed(): { streamed: number; once: number } {
  const texts = textsOf(streamedAnswer(2_000))
  const whole = texts.at(-1) ?? ''
  const streamed: number[] = []
  const once: number[] = []
  for (let round = 0; round < 15; round++) {
    streamed.push(timeOf(() => readAsItGrows(texts)))
    once.push(timeOf(() => readMarkdown(whole, false)))
  }
  return { streamed: middle(streamed), once: middle(once) }
}
