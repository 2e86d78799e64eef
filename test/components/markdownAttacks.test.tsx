import { describe, expect, it } from 'vitest'
import { readMarkdown, type Markdown as Read } from '../../src/components/markdown/readMarkdown.js'
import { attacks, beginnings } from './markdownAttacks.js'
import { markupOf } from './markdownMarkup.js'

const allowed = new Set(
  'p div span bdi strong em del code pre a br hr ul ol li input blockquote table thead tbody tr th td button h3 h4 h5 h6'.split(
    ' ',
  ),
)
const attributes =
  /^(?:href|rel|target|class|dir|data-[a-z]+|start|type|disabled|checked|aria-[a-z]+|role|tabindex|scope)$/

/** What is in markup that may not be there. */
function faultsOf(markup: string): string[] {
  const faults: string[] = []
  // What was typed is escaped, so every angle bracket is one of ours.
  for (const [tag, name = '', rest = ''] of markup.matchAll(/<\/?([a-z0-9]+)((?: [^<>]*)?)>/gi)) {
    if (!allowed.has(name)) faults.push(tag)
    for (const [, attribute = '', value = ''] of rest.matchAll(/ ([a-z-]+)="([^"]*)"/gi)) {
      if (!attributes.test(attribute)) faults.push(tag)
      if (
        attribute === 'href' &&
        !/^(?:https?:\/\/[^\\@/]+(?:\/[^\\]*)?|mailto:[^/].*|tel:[+\d].*)$/.test(value)
      )
        faults.push(tag)
    }
    if (name === 'a' && !tag.startsWith('</') && !rest.includes('noopener noreferrer nofollow'))
      faults.push(tag)
  }
  return faults
}

describe('a text that means harm', () => {
  it('comes in thousands', () => {
    expect(attacks.length).toBeGreaterThan(3_000)
    expect(new Set(attacks).size).toBeGreaterThan(2_000)
  })

  it('notices what may not be there', () => {
    expect(faultsOf('<img src="x">')).not.toEqual([])
    expect(faultsOf('<a href="javascript:1" rel="noopener noreferrer nofollow">')).not.toEqual([])
    expect(faultsOf('<p onclick="x">')).not.toEqual([])
  })

  it('is text, or a link to where links may lead, at its end', () => {
    const faults = attacks.flatMap((text) =>
      faultsOf(markupOf(text)).map((fault) => `${fault} of ${text}`),
    )
    expect(faults).toEqual([])
  })

  it('is no more than that while it comes (scenario 37)', { timeout: 60_000 }, () => {
    const faults: string[] = []
    let prefixes = 0
    for (const [at, text] of attacks.entries()) {
      if (at % 3 !== 0) continue
      for (const prefix of beginnings(text, 8)) {
        prefixes++
        for (const fault of faultsOf(markupOf(prefix, { isLive: true })))
          faults.push(`${fault} of ${prefix}`)
      }
    }
    expect(faults).toEqual([])
    expect(prefixes).toBeGreaterThan(8_000)
  })

  it('ends as if it had come at once', () => {
    for (const [at, text] of attacks.entries()) {
      if (at % 5 !== 0) continue
      let read: Read | undefined
      for (const prefix of beginnings(text, 30)) read = readMarkdown(prefix, true, read)
      const found = ({ finished }: Read) => finished.map((piece) => piece.found)
      expect(found(readMarkdown(text, false, read))).toEqual(found(readMarkdown(text, false)))
    }
  })
})
