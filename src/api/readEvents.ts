import { elapsedOn } from './clock.js'
import { isStreamError, StreamError } from './errors.js'
import { eventNames, eventOf, type RunEvent } from './events.js'
import { isId, isObject, parseLeniently, readSaid } from './said.js'
import { type Frame, openFrames, type ReadFramesOptions } from './sse.js'
import type { Run } from './types.js'

/** Events after which a stream has nothing more to say of its run: it ended, or it asks. */
const lastWords: ReadonlySet<string> = new Set([
  'thread.run.requires_action',
  'thread.run.completed',
  'thread.run.incomplete',
  'thread.run.failed',
  'thread.run.cancelled',
  'thread.run.expired',
])

/** Whether an event tells of the run itself. */
const isOfRun = (name: string): boolean => /^thread\.run\.\w+$/.test(name)

export interface ReadEventsOptions extends Omit<ReadFramesOptions, 'patience'> {
  /** Milliseconds without a byte after which the stream counts as stalled. */
  idleTimeout: number
  /** Makes what is said what its type promises. */
  tidy: (said: RunEvent) => RunEvent
}

/** What a stream was answered with: its body, or the run as it stands. */
export type Answer = ReadableStream<Uint8Array> | Run

/** Milliseconds left to a stream after its last word: for what comes out of order, and for `done`. */
const longestGoodbye = 2_000

/**
 * Opens a stream when its first event is asked for and turns what its body says into events: unknown names pass by; an
 * `error` event and a broken frame throw, and so does a body that ends before the run came to rest. After a last word
 * nothing more is owed: a body that then breaks off, falls silent or stays open ends well.
 *
 * One generator and no more: each that an event passes through is three promises for a word.
 *
 * @throws StreamError
 */
export async function* readEvents(
  open: () => Promise<Answer>,
  options: ReadEventsOptions,
): AsyncGenerator<RunEvent, void, undefined> {
  const { operation, clock, idleTimeout, signal, tidy } = options
  const answer = await open()
  if (!('getReader' in answer)) {
    // Some servers ignore `stream` and answer with the run as it stands.
    yield eventOf(answer)
    return
  }
  let restsSince: number | null = null
  const patience = () =>
    restsSince === null ? idleTimeout : Math.max(0, restsSince + longestGoodbye - elapsedOn(clock))
  const frames = openFrames(answer, { ...options, patience })
  try {
    for (let some = await frames.read(); some !== null; some = await frames.read()) {
      for (const frame of some) {
        signal?.throwIfAborted()
        const said = readFrame(frame, operation)
        if (said === 'done') return
        if (said === null) continue
        if (lastWords.has(said.event)) restsSince ??= elapsedOn(clock)
        else if (isOfRun(said.event)) restsSince = null
        yield tidy(said)
      }
    }
  } catch (error) {
    const isBreak = isStreamError(error) && (error.reason === 'cut' || error.reason === 'stalled')
    if (isBreak && restsSince !== null) return
    throw error
  } finally {
    frames.close()
  }
  if (restsSince === null) throw new StreamError({ operation, reason: 'cut' })
}

/** What one frame says; null when it is nothing that we know. */
function readFrame({ event, data: text, id }: Frame, operation: string): RunEvent | 'done' | null {
  if (event === 'done' || text === '[DONE]') return 'done'
  // Some servers keep a connection warm with an event that is empty.
  if (event !== 'error' && text.trim() === '') return null
  // "message" is what the rules call an event without a name.
  let name = event === 'message' ? undefined : event
  // What an unknown event carries need not even be JSON.
  if (name !== undefined && name !== 'error' && !eventNames.has(name)) return null
  // The parser's own error would quote what it could not read, so none is kept.
  let data = parseLeniently(text)
  if (name === undefined && isObject(data)) {
    // Some servers leave the event line out and put the name beside the data, or send nothing but an error.
    if (typeof data['event'] === 'string')
      ({ event: name, data } = data as { event: string; data: unknown })
    else if ('error' in data) name = 'error'
    else return null
    if (name === 'done') return 'done'
  }
  if (name === 'error') {
    const { message, ...facts } = readSaid(data)
    const said = { message: message ?? 'no reason given', ...facts }
    throw new StreamError({ operation, reason: 'server_error', said })
  }
  if (name !== undefined && !eventNames.has(name)) return null
  if (name === undefined || !isObject(data) || !isId(data['id']) || data['id'] === '') {
    throw new StreamError({ operation, reason: 'malformed', event: name })
  }
  // Its name and its id are all that is checked here: what merges it trusts no member.
  return (id ? { event: name, data, id } : { event: name, data }) as unknown as RunEvent
}
