import { beginningWithMath, type Markdown, readMarkdown } from './readMarkdown.js'

/** Texts that were read to their end, so that a row that comes back into view is not read again. */
const known = new Map<string, Markdown>()
const mostCharacters = 400_000
let characters = 0

/** With formulas, a text is another one. */
const nameOf = (text: string, hasMath: boolean) => (hasMath ? `$${text}` : text)

function keep(read: Markdown): Markdown {
  const name = nameOf(read.text, read.hasMath)
  if (known.has(name) || read.text.length > mostCharacters / 4) return read
  known.set(name, read)
  characters += read.text.length
  for (const text of known.keys()) {
    if (characters <= mostCharacters) break
    known.delete(text)
    characters -= text.length
  }
  return read
}

/** Reads one text that may grow. It remembers how far it got, so the same text always gives the same result. */
export function createReader(hasMath = false): (text: string, isLive: boolean) => Markdown {
  let last: Markdown | undefined
  return (text, isLive) => {
    const found = last || isLive ? undefined : known.get(nameOf(text, hasMath))
    last = found ?? readMarkdown(text, isLive, last ?? (hasMath ? beginningWithMath : undefined))
    return isLive ? last : keep(last)
  }
}
