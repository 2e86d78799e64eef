import * as fc from 'fast-check'
import { type Event, events, type Happening, happenings } from './events.js'
import type { Step } from './playEvents.js'
import { type Situation, situations } from './situations.js'

type Told = Event | readonly [Event, number]

const running = ['sends'] as const
const asking = [...running, 'the run asks'] as const
const written = [...asking, 'answers', 'answers'] as const
const approvals = [...running, 'the run asks for approval', 'answers'] as const
const heldUp = ['is held up', 1] as const
const runsHeldUp = ['is held up', 0] as const
/** Long enough for what is asked to be in doubt. */
const riskyOffline = [
  ...running,
  'the run asks what is risky',
  'loses the network',
  'a while passes',
] as const
const locked = ['loses the network', 'the time of the run passes'] as const
/** It ended elsewhere, and the page has seen that. */
const seenElsewhere = (event: Event) =>
  [...written, 'somebody else answers', event, 'hides the page', 'shows the page'] as const

/** Ways that lead into each situation. */
const ways: Readonly<Record<Situation, readonly (readonly Told[])[]>> = {
  away: [['goes away'], [...written, 'goes away'], [...running, 'sends', 'goes away']],
  new: [
    ['begins a conversation'],
    ['begins a conversation', 'loses the network', 'sends', 'sends', 'has the network again'],
  ],
  idle: [
    ['goes to the other thread'],
    ['goes to the other thread', 'loses the network', 'sends', 'has the network again'],
    [...written, 'stops', heldUp, 'sends', 'stops', 'gets through'],
  ],
  sending: [
    [heldUp, 'sends'],
    [heldUp, 'sends', 'sends'],
    ['begins a conversation', heldUp, 'sends'],
  ],
  starting: [
    [runsHeldUp, 'sends'],
    [runsHeldUp, 'sends', 'sends'],
  ],
  running: [running, [...running, 'sends'], [...running, 'loses the network']],
  stopping: [
    [...running, heldUp, 'stops'],
    [...written, heldUp, 'stops'],
    [...approvals, heldUp, 'stops'],
    [...asking, 'skips', heldUp, 'stops'],
  ],
  asking: [
    asking,
    written,
    approvals,
    [...running, 'the run asks for both'],
    [...running, 'the run asks what is risky', 'answers'],
  ],
  held: [
    [...running, 'the run asks what is risky', 'answers', 'hands in'],
    [...running, 'sends', 'the run asks what is risky', 'answers', 'hands in'],
    [...running, 'the run asks for risk and approval', 'skips', 'answers', 'answers', 'hands in'],
    [...running, 'the run asks for risk and approval', 'answers', 'answers', 'hands in'],
    [...riskyOffline, 'answers', 'hands in'],
  ],
  locked: [
    [...written, ...locked],
    [...running, 'sends', 'the run asks', 'answers', ...locked],
  ],
  'handing in': [
    [...written, heldUp, 'hands in'],
    [...running, 'sends', 'the run asks', 'answers', 'answers', heldUp, 'hands in'],
  ],
  completed: [[...running, 'the run completes'], seenElsewhere('the run completes')],
  incomplete: [[...running, 'the run is cut short'], seenElsewhere('the run is cut short')],
  cancelled: [
    [...running, 'stops'],
    [...written, 'stops'],
  ],
  expired: [
    [...running, 'the time of the run passes'],
    [...written, 'the time of the run passes'],
  ],
  failed: [[...running, 'the run fails'], seenElsewhere('the run fails')],
  lost: [['the server refuses the next run', 'sends']],
}

/** What came before: nothing, or a message that is with the person again. */
const befores: readonly (readonly Told[])[] = [
  [],
  [],
  ['sends', 'sends', 'goes away', 'comes back', 'the run completes'],
]

/** What the page does not see of others, and what then can happen at the server. */
const work = [
  ['somebody else asks for an answer'],
  ['somebody else answers'],
  ['somebody else stops it', 'somebody else asks for an answer'],
] as const satisfies Event[][]
const over = [['somebody else stops it']] as const satisfies Event[][]
const asked = [
  ['the run asks'],
  ['somebody else asks for an answer', 'the run asks'],
] as const satisfies Event[][]
const messages = [
  ['sends', 'goes away', 'comes back'],
  ['loses the network', 'sends', 'has the network again'],
] as const satisfies Event[][]

/** What makes a thing possible that cannot happen yet. */
export const leads: Partial<Record<Event, readonly (readonly Event[])[]>> = {
  edits: [['sends'], ...messages],
  removes: [['sends'], ...messages],
  'sends again': messages,
  answers: [['takes an answer back'], ['skips no more']],
  'changes an answer': [['answers']],
  'takes an answer back': [['answers']],
  'skips no more': [['skips']],
  'shows the page': [['hides the page']],
  'has the network again': [['loses the network']],
  'gets through': [['is held up']],
  'the model says more': work,
  'the run completes': work,
  'the run is cut short': work,
  'the run fails': work,
  'the run asks': work,
  'the run asks for approval': work,
  'the run asks what is risky': work,
  'the run asks for risk and approval': work,
  'the run asks for what works by itself': work,
  'the run asks for both': work,
  'the time of the run passes': work,
  'somebody else stops it': work,
  'somebody else asks for an answer': over,
  'somebody else answers': asked,
}

/** Places that are hard to come to are begun in more often. */
const begun = situations.flatMap((situation) =>
  Array<Situation>(
    ['away', 'new', 'running', 'asking'].includes(situation) ? 1 : situation === 'held' ? 4 : 2,
  ).fill(situation),
)

export interface Start {
  situation: Situation
  steps: readonly Step[]
  /** What is to happen there. */
  aims: readonly Step[]
}

/** Where a sequence begins: in every situation, by several ways. */
export const drawStart: fc.Arbitrary<Start> = fc
  .record({
    situation: fc.constantFrom(...begun),
    way: fc.nat(11),
    before: fc.constantFrom(...befores),
    aims: fc.array(fc.record({ which: fc.nat(9_999), at: fc.nat(5) }), {
      minLength: 5,
      maxLength: 5,
    }),
  })
  .map(({ situation, way, before, aims }) => {
    const possible = possibleIn(situation)
    return {
      situation,
      steps: stepsTo(situation, way, before),
      aims: aims.flatMap(({ which, at }): Step[] => {
        const event = possible[which % possible.length]
        return event === undefined ? [] : [{ event, at }]
      }),
    }
  })

/** Where a sequence begins in which this is to happen there. */
export const drawStartAt = (situation: Situation, event: Event): fc.Arbitrary<Start> =>
  fc
    .record({ way: fc.nat(11), before: fc.constantFrom(...befores), at: fc.nat(5) })
    .map(({ way, before, at }) => ({
      situation,
      steps: stepsTo(situation, way, before),
      aims: [{ event, at }],
    }))

function stepsTo(situation: Situation, way: number, before: readonly Told[]): Step[] {
  const known = ways[situation]
  return toSteps([...before, ...(known[way % known.length] ?? [])])
}

const possibleIn = (situation: Situation): Event[] =>
  events.filter((event) => (happenings[event] as Happening).never[situation] === undefined)

const toSteps = (list: readonly Told[]): Step[] =>
  list.map((told) =>
    typeof told === 'string' ? { event: told, at: 0 } : { event: told[0], at: told[1] },
  )
