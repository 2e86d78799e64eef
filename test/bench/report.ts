import { availableParallelism, cpus, loadavg } from 'node:os'
import process from 'node:process'
import { type Budget, budgets } from './budgets.js'

/** The figures of one line, a pair for each round. */
export interface Sample {
  kit: number
  bare: number | undefined
}

export interface Figure extends Budget {
  key: string
  kit: number
  bare: number | undefined
  /** What is held against the budget: the median of the rounds, and the least and the most. */
  value: number
  least: number
  most: number
  rounds: number
}

const median = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) / 2
  return ((sorted[Math.floor(at)] ?? NaN) + (sorted[Math.ceil(at)] ?? NaN)) / 2
}

function valueOf({ unit }: Budget, { kit, bare = 0 }: Sample): number {
  if (unit === '×') return kit / bare
  return unit === 'MB' ? kit - bare : kit
}

/** All that was measured, in the order of the budgets. */
export function toFigures(samples: ReadonlyMap<string, readonly Sample[]>): Figure[] {
  return Object.entries(budgets).flatMap(([key, budget]) => {
    const found = samples.get(key)
    if (!found) return []
    const values = found.map((sample) => valueOf(budget, sample))
    const bare = found.flatMap((sample) => sample.bare ?? [])
    return Object.assign({}, budget, {
      key,
      kit: median(found.map(({ kit }) => kit)),
      bare: bare.length > 0 ? median(bare) : undefined,
      value: median(values),
      least: Math.min(...values),
      most: Math.max(...values),
      rounds: values.length,
    })
  })
}

/** Below what the table shows, nothing is missed. */
const digits = (value: number): string => {
  if (Number.isInteger(value)) return String(value)
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3)
}

const exceeds = ({ value }: Figure, limit = Infinity): boolean => Number(digits(value)) > limit

/** Whether a figure is worse than it must be. */
export const isMissed = (figure: Figure): boolean =>
  Number.isNaN(figure.value) || exceeds(figure, figure.must)

const units: Readonly<Record<Budget['unit'], string>> = {
  '×': '×',
  MB: ' MB',
  px: ' px',
  ms: ' ms',
  share: '',
  '': '',
}

function verdictOf(figure: Figure): string {
  if (figure.must === undefined) return ''
  if (isMissed(figure)) return '**missed**'
  return exceeds(figure, figure.goFor) ? 'holds' : 'at the goal'
}

/** A table in Markdown, ready to be pasted. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { measure, unit, kit, bare, value, least, most, must, goFor, rounds } = figure
    const say = (one: number | undefined) =>
      one === undefined ? '–' : `${digits(one)}${units[unit]}`
    const spread = rounds > 1 ? ` (${digits(least)}–${digits(most)})` : ''
    return [
      measure,
      digits(kit),
      bare === undefined ? '–' : digits(bare),
      `**${say(value)}**${spread}`,
      say(must),
      say(goFor),
      verdictOf(figure),
    ]
  })
  const head = ['scenario', 'kit', 'bare', 'figure (least–most)', 'must', 'go for', '']
  const widths = head.map((name, at) =>
    Math.max(3, name.length, ...rows.map((row) => (row[at] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const rule = line(widths.map((width) => '-'.repeat(width)))
  return [line(head), rule, ...rows.map(line)].join('\n')
}

/** On what the figures were taken. */
export const describeMachine = (browser: string) => ({
  date: new Date().toISOString(),
  processor: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  load: loadavg().map((load) => Number(load.toFixed(2))),
  node: process.version,
  browser,
})
