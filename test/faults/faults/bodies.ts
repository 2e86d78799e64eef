import { sleep } from '../../../src/api/index.js'
import { bendFrames } from '../../../src/testing/bendServer.js'
import type { Draw } from '../draw.js'
import type { FaultKind } from '../kinds.js'
import { pipeBody } from '../world/pipeBody.js'
import { type Aim, defineKind, drawAim, reads, streams } from './kind.js'

type BodyKind = Extract<
  FaultKind,
  | 'drop at byte k'
  | 'clean EOF at byte k'
  | 'stall'
  | 're-chunk'
  | 'replay from 0'
  | 'replay with overlap'
  | 'heartbeat'
  | 'unknown event'
  | 'unknown status'
  | 'late duplicate'
>

interface Within extends Aim {
  /** How far into the body, in bytes. */
  k: number
}

const drawCut = (draw: Draw): Within => ({
  ...drawAim(draw, streams),
  k: draw.oneOf([draw.below(900), draw.below(6_000)]),
})

/** Whichever stream comes next is cut once it has told something: none is taken up again that did not break. */
const drawBreak = (draw: Draw): Within => {
  const { k } = drawCut(draw)
  return { operation: streams, nth: 1, k: 1_000 + (k % 4_000) }
}

const cutAt = (kind: FaultKind, what: string, how: 'break' | 'end') =>
  defineKind<Within>({
    what,
    draw: (draw) =>
      draw.onceIn(4) ? { ...drawAim(draw, reads), k: draw.between(0, 60) } : drawCut(draw),
    strike: ({ world }, { k, ...aim }) => world.arm(kind, { ...aim, cut: { afterBytes: k, how } }),
  })

/** Adds frames to a stream, each before the one whose turn it is. */
const addFrames = (kind: FaultKind, what: string, make: (count: number) => string) =>
  defineKind<Aim & { every: number }>({
    what,
    draw: (draw) => ({ ...drawAim(draw, streams), every: draw.between(1, 4) }),
    strike: ({ world }, { every, ...aim }) =>
      world.arm(kind, {
        ...aim,
        answer: bendFrames(() => {
          let count = 0
          return (frame) => (count++ % every === 0 ? [make(count), frame] : [frame])
        })(world.reach),
      }),
  })

const unknownEvents = [
  'event: thread.run.pondered\ndata: {"object":"thread.run.thought","id":"thought_1"}',
  'event: ping\ndata: {}',
  'event: thread.message.liked\ndata: {"object":"thread.message","id":"msg_x","thread_id":"?"}',
]

/** What goes wrong with the body of an answer, streams above all. */
export const bodyFaults = {
  'drop at byte k': cutAt('drop at byte k', 'The connection dies in mid-answer.', 'break'),
  'clean EOF at byte k': cutAt(
    'clean EOF at byte k',
    'The answer ends too early, as if it were whole.',
    'end',
  ),
  stall: defineKind<Within & { ms: number }>({
    what: 'The answer falls silent for a while, or for good.',
    draw: (draw) => ({
      ...drawAim(draw, streams),
      k: draw.oneOf([draw.below(900), draw.below(4_000)]),
      ms: draw.oneOf([3_000, 20_000, 44_000, 3_600_000]),
    }),
    strike: ({ world }, { k, ms, ...aim }) => {
      world.arm('stall', {
        ...aim,
        answer: async (request) => {
          let left = k
          let isOver = false
          return pipeBody(await world.reach(request), async (chunk) => {
            left -= chunk.length
            if (left < 0 && !isOver) {
              isOver = true
              await sleep(world.clock, ms)
            }
            return [chunk]
          })
        },
      })
    },
  }),
  're-chunk': defineKind<Aim & { size: number }>({
    what: 'The bytes come in other pieces, down to one at a time.',
    draw: (draw) => ({ ...drawAim(draw, streams), size: draw.oneOf([1, 2, 3, 7, 61, 1_000]) }),
    strike: ({ world }, { size, ...aim }) =>
      world.arm('re-chunk', {
        ...aim,
        answer: async (request) =>
          pipeBody(await world.reach(request), (chunk) =>
            Array.from({ length: Math.ceil(chunk.length / size) }, (_, at) =>
              chunk.subarray(at * size, (at + 1) * size),
            ),
          ),
      }),
  }),
  'replay from 0': defineKind<Within & { isAware: boolean }>({
    what: 'A stream breaks, and taken up again it begins from its beginning, or from what is worth telling.',
    draw: (draw) => ({ ...drawBreak(draw), isAware: draw.onceIn(2) }),
    strike: ({ world }, { k, isAware, ...aim }) => {
      world.network.add({ ...aim, cut: { afterBytes: k } })
      world.replays.push({ kind: 'replay from 0', from: () => (isAware ? null : 0) })
    },
  }),
  'replay with overlap': defineKind<Within & { events: number }>({
    what: 'A stream breaks, and taken up again it begins some events too early.',
    draw: (draw) => ({ ...drawBreak(draw), events: draw.between(1, 6) }),
    strike: ({ world }, { k, events, ...aim }) => {
      world.network.add({ ...aim, cut: { afterBytes: k } })
      world.replays.push({
        kind: 'replay with overlap',
        from: (last) => Math.max(0, last - events),
      })
    },
  }),
  heartbeat: addFrames('heartbeat', 'A comment between two events.', () => ': still here'),
  'unknown event': addFrames(
    'unknown event',
    'An event of a kind that nobody knows.',
    (count) => unknownEvents[count % unknownEvents.length] ?? '',
  ),
  'unknown status': defineKind<{ nth: number; times: number }>({
    what: 'The run has a status that nobody knows, for a while.',
    draw: (draw) => ({ nth: draw.between(1, 2), times: draw.between(1, 4) }),
    strike: ({ world }, { nth, times }) =>
      world.arm('unknown status', {
        operation: ['getRun', 'listRuns'],
        nth: Array.from({ length: times }, (_, at) => nth + at),
        answer: async (request) => {
          const response = await world.reach(request)
          const text = await response.text()
          const { status, headers } = response
          // Only what goes on can be in a state that nobody knows; what is over is over.
          const odd = text.replaceAll(/"status":"(?:queued|in_progress)"/g, '"status":"pondering"')
          return new Response(odd, { status, headers })
        },
      }),
  }),
  'late duplicate': defineKind<Aim & { back: number }>({
    what: 'An earlier event comes once more, after newer ones.',
    draw: (draw) => ({ ...drawAim(draw, streams), back: draw.between(2, 7) }),
    strike: ({ world }, { back, ...aim }) =>
      world.arm('late duplicate', {
        ...aim,
        answer: bendFrames(() => {
          const earlier: string[] = []
          return (frame) => {
            // Fragments carry nothing by which a second one of them could be told from a first.
            const before = earlier.filter((one) => !/delta\n/.test(one)).at(-back)
            earlier.push(frame)
            return before === undefined ? [frame] : [before, frame]
          }
        })(world.reach),
      }),
  }),
} satisfies Record<BodyKind, unknown>
