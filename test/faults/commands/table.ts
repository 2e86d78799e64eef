import { type Event, events, type Happening, happenings } from './events.js'
import { type Situation, situations } from './situations.js'

/** How often each thing happened in each situation. */
export interface Visits {
  visit: (situation: Situation, event: Event) => void
  count: (situation: Situation, event: Event) => number
}

export function createVisits(): Visits {
  const counts = new Map<string, number>()
  const count = (situation: Situation, event: Event) => counts.get(`${situation} ${event}`) ?? 0
  return {
    count,
    visit: (situation, event) =>
      void counts.set(`${situation} ${event}`, count(situation, event) + 1),
  }
}

const whyNever = (situation: Situation, event: Event): string | undefined => {
  const { never }: Happening = happenings[event]
  return never[situation]
}

/** Every cell of the table. */
const cells = events.flatMap((event) =>
  situations.map((situation) => ({ situation, event, never: whyNever(situation, event) })),
)

/** The cells that can be visited, and were visited less often than that. */
export const visitedLess = ({ count }: Visits, least: number) =>
  cells.filter(
    ({ situation, event, never }) => never === undefined && count(situation, event) < least,
  )

const width = 6
const cell = (text: string) => text.slice(0, width - 1).padStart(width)

/** The table as text: visits, and letters where something cannot happen, with the reasons below. */
export function writeTable({ count }: Visits): string {
  const reasons = [...new Set(cells.flatMap(({ never }) => never ?? []))]
  const letter = (reason: string) => String.fromCharCode(97 + reasons.indexOf(reason))
  const longest = Math.max(...events.map((event) => event.length))
  const row = (event: Event) =>
    situations.map((situation) => {
      const reason = whyNever(situation, event)
      return cell(reason === undefined ? String(count(situation, event)) : letter(reason))
    })
  const legal = cells.filter(({ never }) => never === undefined)
  const least = Math.min(...legal.map(({ situation, event }) => count(situation, event)))
  return [
    `${legal.length} cells that can be visited, ${cells.length - legal.length} that cannot; the least visited one ${least} times`,
    [''.padEnd(longest), ...situations.map(cell)].join(''),
    ...events.map((event) => [event.padEnd(longest), ...row(event)].join('')),
    ...reasons.map((reason) => `${letter(reason)}: ${reason}`),
  ].join('\n')
}
