/** One line of what the kit is held against. */
export interface Budget {
  /** The scenario that measures it. */
  scenario: ScenarioName
  /** What is measured, as the table says it. */
  measure: string
  /** The kit's figure against that of the bare page in the same round; else the kit's figure itself, in this unit. */
  unit: '×' | 'MB' | 'px' | 'ms' | 'share' | ''
  /** More than this fails the run; a line without it is there to be read. */
  must?: number
  /** What we go for. */
  goFor?: number
}

export const scenarioNames = [
  'burst',
  'paced',
  'open',
  'typing',
  'scroll',
  'prepend',
  'counts',
  'parse',
] as const

export type ScenarioName = (typeof scenarioNames)[number]

/** One frame at 60 Hz, as a page sees it. */
const frame = 17

/** By the key under which a scenario reports it. */
export const budgets: Readonly<Record<string, Budget>> = {
  'burst 10': {
    scenario: 'burst',
    measure: 'burst of 2,000 deltas, main-thread ms per delta, 10 messages',
    unit: '×',
    must: 4,
    goFor: 1.5,
  },
  'burst 1000': {
    scenario: 'burst',
    measure: 'the same, 1,000 messages',
    unit: '×',
    must: 3,
    goFor: 1.3,
  },
  'burst 10000': {
    scenario: 'burst',
    measure: 'the same, 10,000 messages',
    unit: '×',
    must: 3,
    goFor: 1.3,
  },
  'burst 8000': {
    scenario: 'burst',
    measure: 'ms per delta, 8,000 deltas against 2,000',
    unit: '×',
    must: 1.3,
    goFor: 1.05,
  },
  'paced 1000': {
    scenario: 'paced',
    measure: '200 deltas/s, 1,000 messages, against a bare page with 20 rows',
    unit: '×',
    must: 1.6,
    goFor: 1.2,
  },
  'paced 10000': {
    scenario: 'paced',
    measure: 'the same, 10,000 messages',
    unit: '×',
    must: 1.6,
    goFor: 1.2,
  },
  'paced long tasks': {
    scenario: 'paced',
    measure: 'tasks over 50 ms while streaming at 200/s',
    unit: '',
    must: 0,
    goFor: 0,
  },
  'counts publishes': {
    scenario: 'counts',
    measure: 'commits per frame while streaming at 200/s, most',
    unit: '',
    must: 1,
    goFor: 1,
  },
  'open 100': { scenario: 'open', measure: 'open 100 messages', unit: '×' },
  'open 1000': {
    scenario: 'open',
    measure: 'open 1,000 messages',
    unit: '×',
    must: 2.5,
    goFor: 1.1,
  },
  'open 10000': { scenario: 'open', measure: 'open 10,000 messages', unit: '×' },
  'open growth': {
    scenario: 'open',
    measure: 'open 10,000 against 1,000',
    unit: '×',
    must: 1.5,
    goFor: 1,
  },
  'open heap': {
    scenario: 'open',
    measure: 'heap over bare DOM at 1,000',
    unit: 'MB',
    must: 6,
    goFor: 1,
  },
  typing: {
    scenario: 'typing',
    measure: 'key to paint p95 while streaming, 1,000 messages',
    unit: '×',
    must: 1.5,
    goFor: 1,
  },
  'scroll 1000': {
    scenario: 'scroll',
    measure: 'scroll, ms per frame at 1,000',
    unit: '×',
    must: 1.3,
    goFor: 0.7,
  },
  'scroll 10000': { scenario: 'scroll', measure: 'scroll, ms per frame at 10,000', unit: '×' },
  'scroll blank': {
    scenario: 'scroll',
    measure: 'blank share of the viewport in a fast fling',
    unit: 'share',
    must: 0,
    goFor: 0,
  },
  'prepend shift': {
    scenario: 'prepend',
    measure: 'prepend 100: largest shift',
    unit: 'px',
    must: 1,
    goFor: 0,
  },
  'prepend frame': {
    scenario: 'prepend',
    measure: 'prepend 100: longest frame',
    unit: 'ms',
    must: 50,
    goFor: frame,
  },
  'counts outside': {
    scenario: 'counts',
    measure: 'rendered components per 1,000 deltas outside the streaming row',
    unit: '',
    must: 0,
    goFor: 0,
  },
  'parse characters': {
    scenario: 'parse',
    measure: 'characters lexed of a streamed answer against one parse',
    unit: '×',
    must: 10,
    goFor: 3,
  },
  'parse time': {
    scenario: 'parse',
    measure: 'time to parse a streamed answer against one parse',
    unit: '×',
    must: 10,
    goFor: 3,
  },
}
