import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Annotation } from '../../src/index.js'
import { marksIn, splitAtMarks, stripMarks } from '../../src/components/message-view/marks.js'
import { placeAnnotations } from '../../src/components/message-view/placeAnnotations.js'

const cite = (text: string, start_index: number, end_index = start_index + text.length) =>
  ({
    type: 'file_citation',
    text,
    start_index,
    end_index,
    file_citation: { file_id: 'file-1' },
  }) as Annotation

/** A text as it reads, with the number of the annotation in the place of each mark. */
const read = (value: string, ...annotations: Annotation[]) => {
  const { text, rest } = placeAnnotations(value, annotations)
  const words = splitAtMarks(text).map((piece) =>
    typeof piece === 'number' ? `{${piece}}` : piece,
  )
  return words.join('') + rest.map((index) => `|${index}`).join('')
}
const mark = '【4:0†source】'

describe('where an annotation is shown (scenario 36)', () => {
  it('a placeholder gives way to its mark', () => {
    expect(read(`As it says${mark}.`, cite(mark, 10))).toBe('As it says{0}.')
  })

  it.each([
    ['in UTF-16 units', 17],
    ['in code points', 14],
    ['before CR LF became LF', 19],
    ['wrongly', 3],
    ['beyond the end', 9_999],
    ['with a negative number', -4],
    ['with half a number', 2.5],
  ])('is found where the server counts %s', (_, start) => {
    expect(read(`👩‍👧 and 🎉 agree${mark}, all`, cite(mark, start))).toBe('👩‍👧 and 🎉 agree{0}, all')
  })

  it('each of two alike goes to its own place, and to the nearest that is left', () => {
    const value = `One${mark} two${mark} three${mark}`
    const second = value.indexOf(mark, 10)
    expect(read(value, cite(mark, second), cite(mark, second))).toBe(`One{1} two{0} three${mark}`)
  })

  it('words that say something stay, with the mark behind them', () => {
    expect(read('The sky is blue. So?', cite('The sky is blue.', 0))).toBe(
      'The sky is blue.{0} So?',
    )
  })

  it('without words it stands at its place, and never within a character', () => {
    expect(read('ab👩‍👧cd', cite('', 4))).toBe('ab👩‍👧{0}cd')
    expect(read('e\u0301t', cite('', 1))).toBe('e\u0301{0}t')
    expect(read('a🇩🇪🇫🇷b', cite('', 3))).toBe('a🇩🇪{0}🇫🇷b')
    expect(read('👍🏽b', cite('', 2))).toBe('👍🏽{0}b')
    expect(read('a\r\nb', cite('', 2))).toBe('a{0}\r\nb')
  })

  it('never stands where it would turn a line into something else', () => {
    expect(read('One\n\n- two', cite('', 5))).toBe('One{0}\n\n- two')
    expect(read('```\ncode\n```', cite('', 12))).toBe('```\ncode\n```|0')
    expect(read('Text', cite('', 0))).toBe('Text|0')
  })

  it('what is nowhere stands behind the text', () => {
    expect(read('Nothing like it', cite(mark, 3))).toBe('Nothing like it|0')
    expect(
      read('Text', { type: 'file_citation' } as Annotation, null as unknown as Annotation),
    ).toBe('Text|0|1')
  })

  it('those that overlap stand one behind the other', () => {
    const value = 'See [1][2] here'
    expect(read(value, cite('[1][2]', 4), cite('[1]', 4))).toBe('See {0} here|1')
  })

  it('a text that holds the sign of a mark makes no mark of it', () => {
    const { text } = placeAnnotations('Fake 【\ufdd00】', [])
    expect(marksIn(text)).toEqual([])
    expect(text).toBe('Fake 【\ufffd0】')
  })

  it('while it grows, a placeholder that has only begun is held back', () => {
    expect(placeAnnotations('As it says【4:0†so', [], true).text).toBe('As it says')
    expect(placeAnnotations('As it says【4:0†so', []).text).toBe('As it says【4:0†so')
    expect(placeAnnotations('A 【real】 one', [], true).text).toBe('A 【real】 one')
  })

  it('loses no word and no annotation, whatever it is given', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\r\n',
      '👩‍👧',
      'e\u0301',
      '🎉',
      mark,
      '【',
      '[1]',
      '\ud83c',
      '```\n',
    )
    const annotation = fc.record({
      text: fc.oneof(piece, fc.string({ maxLength: 4 }), fc.constant('')),
      start: fc.oneof(fc.integer({ min: -3, max: 60 }), fc.double()),
    })
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.array(annotation, { maxLength: 6 }),
        (pieces, made) => {
          const value = pieces.join('')
          const annotations = made.map(({ text, start }) => cite(text, start))
          const { text, rest } = placeAnnotations(value, annotations)
          const shown = [...marksIn(text), ...rest].toSorted((a, b) => a - b)
          expect(shown).toEqual(annotations.map((_, index) => index))
          const bare = (words: string) => words.replaceAll(mark, '').replaceAll('[1]', '')
          expect(bare(stripMarks(text))).toBe(bare(value))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('puts only so many into a text, and keeps the others behind it', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => cite('aa', at))
    const { text, rest } = placeAnnotations('a'.repeat(20_000), many)
    expect(marksIn(text)).toHaveLength(200)
    expect(rest).toHaveLength(4_800)
  })
})
