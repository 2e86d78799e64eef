import * as fc from 'fast-check'
import type { ApiVersion } from '../../src/api/index.js'
import { compareRuns, find, type Place, type Who } from './compareServer.js'
import type { Answered, FrailServer } from './frailServer.js'
import type { Protocol, Run, Start } from './protocolModel.js'

/** One thing that somebody does: when it can be done, and what it does to model and server alike. */
interface Act<D> {
  can?: (at: { thread: Place['thread']; run: Run | undefined }, drawn: D) => boolean
  play: (at: Place & { model: Protocol; real: FrailServer }, drawn: D & Who) => Promise<void>
}

const who = { thread: fc.nat(11), edition: fc.constantFrom<ApiVersion>('v2', 'v1') }

/** How often each thing was done. */
export const done = new Map<string, number>()

export const act = <D extends object>(
  name: string,
  draws: { [K in keyof D]: fc.Arbitrary<D[K]> },
  { can = () => true, play }: Act<D>,
): fc.Arbitrary<fc.AsyncCommand<Protocol, FrailServer>> =>
  fc
    .tuple(fc.record(who), fc.record(draws))
    .map(([someone, own]): fc.AsyncCommand<Protocol, FrailServer> => {
      const drawn = { ...someone, ...own } as D & Who
      return {
        check: (model) => {
          const thread = model.threads[drawn.thread % model.threads.length]
          return thread !== undefined && can({ thread, run: thread.runs.at(-1) }, drawn)
        },
        run: async (model, real) => {
          done.set(name, (done.get(name) ?? 0) + 1)
          await play({ ...find(model, real, drawn), model, real }, drawn)
          await real.clock.settle()
          await compareRuns(model, real, drawn)
        },
        toString: () => `${name} ${JSON.stringify(drawn)}`,
      }
    })

/** A request whose answer is either a stream, read in the background, or waited for. */
export async function askOrStream(
  real: FrailServer,
  { edition, stream }: Who & { stream: boolean },
  path: string,
  body: object,
): Promise<Answered & { text?: Promise<string> }> {
  if (!stream) return real.ask(edition, 'POST', path, body)
  const response = await real.send(edition, 'POST', path, { ...body, stream: true })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  // What it is was checked where shapes are.
  if (!isStream)
    return { status: response.status, body: (await response.json()) as Answered['body'] }
  return { status: 200, body: {}, text: response.text() }
}

export const follow = (
  real: FrailServer,
  { edition }: Who,
  { text }: { text?: Promise<string> },
  run: Run,
) => {
  if (text) real.streams.push({ edition, text, turn: run.turn })
}

/** Makes the server's next start of a run go as drawn. */
export const prepare = (real: FrailServer, start: Start) => {
  if (start === 'breaks') void real.strike({ at: 'in_progress', what: 'fail' })
  if (start === 'crashes') void real.strike({ at: 'in_progress', what: 'crash' })
}

export const crash = async (model: Protocol, real: FrailServer) => {
  await real.clock.settle()
  model.crash()
  real.restart()
}

export const starts = fc.constantFrom<Start>(...Array<Start>(8).fill('starts'), 'breaks', 'crashes')
export const isAlive = ({ thread }: { thread: Place['thread'] }) => !thread.gone
export const isAtWork = ({ thread, run }: { thread: Place['thread']; run: Run | undefined }) =>
  !thread.gone && run?.driven === true
export const hasRun = ({ thread, run }: { thread: Place['thread']; run: Run | undefined }) =>
  !thread.gone && run !== undefined

/** The id of the thread's last run. */
export const lastRun = async (at: Place & { model: Protocol; real: FrailServer }, drawn: Who) =>
  (await compareRuns(at.model, at.real, drawn)).at(-1)?.id ?? ''
