import * as fc from 'fast-check'
import { Lexer, Tokenizer } from 'marked'
import { describe, expect, it } from 'vitest'
import { besideCjk } from '../../src/components/markdown/besideCjk.js'
import { quickRules } from '../../src/components/markdown/quickRules.js'
import { answers } from './markdownTexts.js'

function lex(text: string, isQuick: boolean) {
  const tokenizer = new Tokenizer()
  const lexer = new Lexer({ gfm: true, tokenizer })
  if (isQuick) tokenizer.rules = quickRules(tokenizer.rules)
  return lexer.lex(text)
}

/** Beginnings of lines that mean something, and lines that do not. */
const begin = fc.constantFrom(
  '',
  ' ',
  '   ',
  '    ',
  '\t',
  '> ',
  '- ',
  '* ',
  '1. ',
  '2) ',
  '# ',
  '```',
  '~~~',
  '| ',
  '<div>',
  '<!--',
  '[a]: ',
)
const rest = fc.constantFrom(
  '',
  'words',
  'a | b',
  '--- | ---',
  '---',
  '===',
  '- -',
  '***',
  'é and ü',
  '**b** `c`',
  '/x "t"',
  '1. a',
  'mot ici',
  '_',
)
const line = fc.tuple(begin, begin, rest).map((parts) => parts.join(''))
const text = fc.array(line, { maxLength: 9 }).map((lines) => lines.join('\n'))

/** Pieces of a line, of which emphasis may come out, or nothing. */
const signs =
  'a,word,é,“,”,【,】,—,…,",],:,?,1, ,  ,.,-,(,),~,~~,\\,`,``,*,**,***,****,_,__,___,😀,|,@,www.,https://a.b,x@y.z'
const piece = fc.constantFrom(...signs.split(','), ',')
const pieces = fc.array(piece, { maxLength: 14 }).map((list) => list.join(''))
/** What may be a table. */
const cells = fc.constantFrom(
  '| a | b |',
  '|a|b',
  'a | b',
  '| --- | :-: |',
  '|-|-|',
  '---|---',
  '',
  ' ',
  '|',
  '| `|` | **b** |',
  '> | a |',
)
const tables = fc.array(cells, { maxLength: 7 }).map((lines) => lines.join('\n'))

describe('rules that are looked at before they are tried', () => {
  it.each(Object.entries(answers))('find what the rules themselves find: %s', (_, answer) => {
    expect(lex(answer, true)).toEqual(lex(answer, false))
  })

  it('find what the rules themselves find in any lines', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect(lex(any, true)).toEqual(lex(any, false))
      }),
      { numRuns: 3_000 },
    )
  })

  it('find what the rules themselves find in any emphasis and any table', () => {
    fc.assert(
      fc.property(fc.oneof(pieces, tables), (any) => {
        expect(lex(any, true)).toEqual(lex(any, false))
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('the rule for emphasis in scripts without spaces', () => {
  it('finds what the lexer’s own does where there are none', () => {
    const lexBeside = (any: string) => {
      const tokenizer = new Tokenizer()
      const lexer = new Lexer({ gfm: true, tokenizer })
      tokenizer.rules = besideCjk(tokenizer.rules)
      return lexer.lex(any)
    }
    fc.assert(
      fc.property(pieces, (any) => {
        expect(lexBeside(any)).toEqual(lex(any, false))
      }),
      { numRuns: 3_000 },
    )
  })
})
