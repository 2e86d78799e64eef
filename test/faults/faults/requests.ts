import { sleep } from '../../../src/api/index.js'
import type { FaultyAnswer } from '../../../src/testing/index.js'
import type { FaultKind } from '../kinds.js'
import { type Aim, defineKind, drawAim, posts, reads } from './kind.js'

type RequestKind = Extract<
  FaultKind,
  | 'fail before send'
  | 'lose request'
  | 'apply then lose response'
  | '400 active run'
  | '401'
  | '403'
  | '404'
  | '408'
  | '409'
  | '429'
  | '5xx'
  | 'HTML 200'
  | 'JSON-error 200'
  | 'overtaken response'
>

const refusal = (status: number, message: string): FaultyAnswer => ({
  status,
  body: { error: { message, type: 'invalid_request_error', param: null, code: null } },
})

/** The server says no, and did nothing. */
const refuse = (kind: FaultKind, what: string, status: number, message: string) =>
  defineKind<Aim>({
    what,
    draw: (draw) => drawAim(draw, posts, reads),
    strike: ({ world }, aim) => world.arm(kind, { ...aim, answer: refusal(status, message) }),
  })

/** The five ways of saying when to come again; the last asks for more than anyone waits. */
const toldWaits = {
  none: { headers: {}, ms: null },
  seconds: { headers: { 'retry-after': '5' }, ms: 5_000 },
  date: { headers: {}, ms: 7_000 },
  'no milliseconds': { headers: { 'retry-after-ms': '0' }, ms: 0 },
  'ten minutes': { headers: { 'retry-after': '600' }, ms: 600_000 },
}

/** What goes wrong with one request and its answer. */
export const requestFaults = {
  'fail before send': defineKind<Aim>({
    what: 'The connection fails before anything is sent.',
    draw: (draw) => drawAim(draw, posts, reads),
    strike: ({ world }, aim) => world.arm('fail before send', { ...aim, failBefore: true }),
  }),
  'lose request': defineKind<Aim & { ms: number }>({
    what: 'The request never arrives, and the page hears of it late or by its own limit.',
    draw: (draw) => ({ ...drawAim(draw, posts, reads), ms: draw.oneOf([800, 5_000, 90_000]) }),
    strike: ({ world }, { ms, ...aim }) =>
      world.arm('lose request', {
        ...aim,
        answer: async ({ signal }) => {
          await sleep(world.clock, ms, signal)
          throw new TypeError('fetch failed')
        },
      }),
  }),
  'apply then lose response': defineKind<Aim>({
    what: 'The server does it, and its answer is lost.',
    draw: (draw) => drawAim(draw, posts, posts, reads),
    strike: ({ world }, aim) => world.arm('apply then lose response', { ...aim, loseAnswer: true }),
  }),
  '400 active run': defineKind<{ nth: number; isKnown: boolean }>({
    what: 'The server says that a run holds the thread: one that it has, or one that nobody knows.',
    draw: (draw) => ({ nth: draw.between(1, 2), isKnown: draw.onceIn(2) }),
    strike: ({ world }, { nth, isKnown }) =>
      world.arm('400 active run', {
        operation: ['createMessage', 'createRun'],
        nth,
        answer: () => {
          const run = isKnown ? [...world.oracle.said.keys()].at(-1) : 'run_unheard_of'
          const message = `Can't add messages to the thread while a run ${run ?? 'run_0'} is active.`
          return Response.json({ error: { message } }, { status: 400 })
        },
      }),
  }),
  '401': refuse('401', 'The token is refused once.', 401, 'The token has expired.'),
  '403': refuse('403', 'The account may not do that.', 403, 'This account may not.'),
  '404': refuse('404', 'The server knows nothing of it.', 404, 'There is no such thing.'),
  '408': refuse('408', 'The server gave up waiting.', 408, 'The request took too long.'),
  '409': refuse('409', 'Somebody else was quicker.', 409, 'It was changed meanwhile.'),
  '429': defineKind<Aim & { form: keyof typeof toldWaits }>({
    what: 'Too many requests, with each way of saying when to come again.',
    draw: (draw) => ({
      ...drawAim(draw, posts, reads),
      form: draw.oneOf(['none', 'seconds', 'date', 'no milliseconds', 'ten minutes']),
    }),
    strike: ({ world }, { form, ...aim }) =>
      world.arm('429', {
        ...aim,
        answer: () => {
          const { headers, ms } = toldWaits[form]
          const now = world.clock.now()
          const dated = {
            date: new Date(now).toUTCString(),
            'retry-after': new Date(now + (ms ?? 0)).toUTCString(),
          }
          return Response.json(
            { error: { message: 'Slow down.' } },
            {
              status: 429,
              headers: {
                ...headers,
                ...(form === 'date' && dated),
                ...(ms !== null && { 'x-told-ms': String(ms) }),
              },
            },
          )
        },
      }),
  }),
  '5xx': defineKind<Aim & { status: number; isDone: boolean }>({
    what: 'The server breaks: 500, 502, 503 or 504, before or after it did what it was asked.',
    draw: (draw) => ({
      ...drawAim(draw, posts, reads),
      status: draw.oneOf([500, 502, 503, 504]),
      isDone: draw.onceIn(2),
    }),
    strike: ({ world }, { status, isDone, ...aim }) =>
      world.arm('5xx', {
        ...aim,
        answer: async (request) => {
          if (isDone) await (await world.reach(request)).body?.cancel()
          const body = status === 502 ? '<html>Bad Gateway</html>' : '{"error":{"message":"Busy."}}'
          return new Response(body, { status })
        },
      }),
  }),
  'HTML 200': defineKind<Aim & { isDone: boolean }>({
    what: 'A page of somebody in between, with status 200.',
    draw: (draw) => ({ ...drawAim(draw, posts, reads), isDone: draw.onceIn(2) }),
    strike: ({ world }, { isDone, ...aim }) =>
      world.arm('HTML 200', {
        ...aim,
        answer: async (request) => {
          if (isDone) await (await world.reach(request)).body?.cancel()
          const headers = { 'content-type': 'text/html' }
          return new Response('<!doctype html><title>Sign in</title>', { headers })
        },
      }),
  }),
  'JSON-error 200': defineKind<Aim>({
    what: 'An error in JSON, with status 200.',
    draw: (draw) => drawAim(draw, posts, reads),
    strike: ({ world }, aim) =>
      world.arm('JSON-error 200', {
        ...aim,
        answer: { body: { error: { message: 'Something went wrong.', code: 'internal' } } },
      }),
  }),
  'overtaken response': defineKind<Aim & { ms: number }>({
    what: 'The answer comes after those of newer requests.',
    draw: (draw) => ({ ...drawAim(draw, posts, reads), ms: draw.oneOf([900, 4_000, 15_000]) }),
    strike: ({ world }, { ms, ...aim }) =>
      world.arm('overtaken response', {
        ...aim,
        answer: async (request) => {
          const response = await world.reach(request)
          await sleep(world.clock, ms, request.signal)
          return response
        },
      }),
  }),
} satisfies Record<RequestKind, unknown>
