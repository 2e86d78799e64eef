import { type Markdown, readMarkdown } from './readMarkdown.js'

/** Texts that were read to their end, so that a row that comes back into view is not read again. */
const known = new Map<string, Markdown>()
const mostCharacters = 400_000
let characters = 0

function keep(read: Markdown): Markdown {
  if (known.has(read.text) || read.text.length > mostCharacters / 4) return read
  known.set(read.text, read)
  characters += read.text.length
  for (const text of known.keys()) {
    if (characters <= mostCharacters) break
    known.delete(text)
    characters -= text.length
  }
  return read
}

/** Reads one text that may grow. It remembers how far it got, so the same text always gives the same result. */
export function createReader(): (text: string, isLive: boolean) => Markdown {
  let last: Markdown | undefined
  return (text, isLive) => {
    const found = last || isLive ? undefined : known.get(text)
    last = found ?? readMarkdown(text, isLive, last)
    return isLive ? last : keep(last)
  }
}
