import { describe, expect, it } from 'vitest'
import { budgets } from './budgets.js'
import { readOptions } from './options.js'
import { rowAt, streamedAnswer } from './page/contents.js'
import { countParsed } from './parseWork.js'
import { isMissed, type Sample, toFigures, toTable } from './report.js'

describe('what is measured', () => {
  it('is the same text in every run', () => {
    expect(streamedAnswer(2_000).join('')).toBe(streamedAnswer(2_000).join(''))
    expect(streamedAnswer(2_000).join('')).toHaveLength(12_000)
    expect(rowAt(7)).toEqual(rowAt(7))
    const { markdown, html } = rowAt(7)
    expect(markdown.length).toBeGreaterThan(1_000)
    expect(html).toMatch(/^<(p|ul|table|pre)>/)
  })

  it.each([500, 2_000, 8_000])(
    'a streamed answer of %d deltas is lexed within its budget',
    (deltas) => {
      const { streamed, once } = countParsed(streamedAnswer(deltas))
      expect(once).toBeGreaterThan(deltas)
      expect(streamed / once).toBeLessThanOrEqual(budgets['parse characters']?.goFor ?? 0)
    },
  )
})

describe('what is told of it', () => {
  const report = (samples: Record<string, Sample[]>) => toFigures(new Map(Object.entries(samples)))

  it('is the median of ratios that were taken side by side, and how far they lie apart', () => {
    const [figure] = report({
      'open 1000': [
        { kit: 30, bare: 10 },
        { kit: 10, bare: 10 },
        { kit: 40, bare: 20 },
      ],
    })
    expect(figure).toMatchObject({ value: 2, least: 1, most: 3, kit: 30, bare: 10, rounds: 3 })
  })

  it('is a miss above what must hold, and a goal below what we go for', () => {
    const figures = report({
      'burst 1000': [{ kit: 31, bare: 10 }],
      'open heap': [{ kit: 7, bare: 2 }],
      'scroll blank': [{ kit: 0, bare: undefined }],
      'open 100': [{ kit: 900, bare: 1 }],
    })
    expect(figures.filter(isMissed).map(({ key }) => key)).toEqual(['burst 1000'])
    const table = toTable(figures)
    expect(table).toMatch(/1,000 messages +\| 31 +\| 10 +\| \*\*3\.10×\*\* +\| 3× .*missed/)
    expect(table).toMatch(/heap .*\*\*5 MB\*\* .*holds/)
    expect(table).toMatch(/blank .*at the goal/)
  })

  it('is a miss when nothing was measured', () => {
    const figures = report({ typing: [{ kit: Number.NaN, bare: 1 }] })
    expect(figures.filter(isMissed)).toHaveLength(1)
  })
})

describe('what can be asked for', () => {
  it('is all of it, some scenarios, or a quick look', () => {
    expect(readOptions([])).toMatchObject({ runs: 5, isQuick: false })
    expect(readOptions([]).scenarios).toHaveLength(8)
    expect(readOptions(['--only', 'open,parse', '--only', 'burst']).scenarios).toEqual([
      'open',
      'parse',
      'burst',
    ])
    expect(readOptions(['--quick'])).toMatchObject({ runs: 1, isQuick: true })
    expect(readOptions(['--runs', '3'])).toMatchObject({ runs: 3 })
  })

  it.each([[['--only', 'nothing']], [['--runs', 'many']], [['--fast']]])('is not %j', (args) => {
    expect(() => readOptions(args)).toThrow(TypeError)
  })
})
