import * as fc from 'fast-check'
import type { Event } from './events.js'
import type { Step } from './playEvents.js'
import { type Situation, situations } from './situations.js'

type Told = Event | readonly [Event, number]

const running = ['sends'] as const
const asking = [...running, 'the run asks'] as const
const written = [...asking, 'answers', 'answers'] as const
const approvals = [...running, 'the run asks for approval', 'answers'] as const
const heldUp = ['is held up', 1] as const
const runsHeldUp = ['is held up', 0] as const
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

/** What happens then, as far as it can. */
const afters: readonly (readonly Told[])[] = [
  [],
  [],
  [],
  ['loses the network'],
  ['hides the page'],
  [heldUp],
  ['somebody else asks for an answer'],
  ['somebody else asks for an answer', 'the model says more'],
  ['somebody else answers'],
  ['somebody else answers', 'the run completes'],
  ['somebody else stops it', 'somebody else asks for an answer'],
]

/** Where a sequence begins: in every situation, by several ways. */
export const drawStart: fc.Arbitrary<{ situation: Situation; steps: Step[]; after: Step[] }> = fc
  .record({
    situation: fc.constantFrom(...situations),
    way: fc.nat(11),
    before: fc.constantFrom(...befores),
    after: fc.constantFrom(...afters),
  })
  .map(({ situation, way, before, after }) => {
    const known = ways[situation]
    return {
      situation,
      steps: toSteps([...before, ...(known[way % known.length] ?? [])]),
      after: toSteps(after),
    }
  })

const toSteps = (list: readonly Told[]): Step[] =>
  list.map((told) =>
    typeof told === 'string' ? { event: told, at: 0 } : { event: told[0], at: told[1] },
  )
