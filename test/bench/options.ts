import { parseArgs } from 'node:util'
import { type ScenarioName, scenarioNames } from './budgets.js'

export interface BenchOptions {
  scenarios: readonly ScenarioName[]
  /** Rounds in which every contestant stands once. */
  runs: number
  /** One round of shorter streams, to see that everything works. */
  isQuick: boolean
  /** Print where the kit's time goes instead of measuring it. */
  isProfile: boolean
  /** Where the figures go. */
  file: string
}

export const help = `npm run bench -- [--quick] [--only <scenario>]… [--runs <n>] [--profile] [--json <file>]

scenarios: ${scenarioNames.join(', ')}`

/** @throws TypeError with words for the person who typed it */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string' },
      profile: { type: 'boolean', default: false },
      json: { type: 'string', default: 'bench-results.json' },
    },
  })
  const isName = (name: string): name is ScenarioName => scenarioNames.some((one) => one === name)
  const named = values.only.flatMap((names) => names.split(','))
  const unknown = named.find((name) => !isName(name))
  if (unknown !== undefined) throw new TypeError(`There is no scenario "${unknown}".`)
  const runs = Number(values.runs ?? (values.quick ? 1 : 5))
  if (!Number.isInteger(runs) || runs < 1) throw new TypeError('--runs takes a whole number.')
  return {
    scenarios: named.length > 0 ? named.filter(isName) : scenarioNames,
    runs,
    isQuick: values.quick,
    isProfile: values.profile,
    file: values.json,
  }
}
