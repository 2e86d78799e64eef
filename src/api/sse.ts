import { createParser } from 'eventsource-parser'

import { type Clock, elapsedOn } from './clock.js'
import { StreamError } from './errors.js'

/** One event of an event stream, as the WHATWG rules read it. */
export interface Frame {
  event?: string | undefined
  data: string
  /** Where it stands; an empty one says nothing. */
  id?: string
}

export interface ReadFramesOptions {
  operation: string
  clock: Clock
  /** Milliseconds that the next byte may take, asked before each wait. */
  patience: () => number
  /** Characters that one event may have. */
  maxEventSize: number
  signal?: AbortSignal | undefined
}

/** The parser counts the beginning of an unfinished line too, such as `data: `. */
const lineBeginning = 64

/**
 * Reads a body as server-sent events. What stands unfinished at the end is dropped, as the rules demand: the
 * reader catches up from the server. Leaving the loop closes the body.
 *
 * @throws StreamError when the body breaks, falls silent, or sends an event above the cap
 */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  { maxEventSize, ...options }: ReadFramesOptions,
): AsyncGenerator<Frame, void, undefined> {
  const frames: Frame[] = []
  let isTooLarge = false
  const parser = createParser({
    maxBufferSize: maxEventSize + lineBeginning,
    onEvent: ({ event, data, id }) => {
      isTooLarge ||= data.length > maxEventSize
      if (!isTooLarge) frames.push({ event, data, ...(id && { id }) })
    },
    onError: ({ type }) => {
      isTooLarge ||= type === 'max-buffer-size-exceeded'
    },
  })
  // The decoder takes the byte order mark away; of the first text the parser would take three letters more for one.
  parser.feed('')
  const readText = createTextReader()
  const { operation, signal } = options
  const reader = createChunkReader(body, options)
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      parser.feed(readText(value))
      for (const frame of frames.splice(0)) {
        signal?.throwIfAborted()
        yield frame
      }
      if (isTooLarge) throw new StreamError({ operation, reason: 'too_large' })
    }
  } finally {
    reader.close()
  }
}

/**
 * Bytes to text, with every line end made a line feed. The parser would hold a carriage return at the end of a chunk
 * back until it has seen the next one; so the event before it would come late, and the last of a body never.
 */
function createTextReader(): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder()
  let endsInReturn = false
  return (bytes) => {
    let text = decoder.decode(bytes, { stream: true })
    if (text === '') return text
    if (endsInReturn && text.startsWith('\n')) text = text.slice(1)
    endsInReturn = text.endsWith('\r')
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
  }
}

/** Reads a body chunk by chunk. A stream has thousands of them: one listener and one timer serve them all. */
function createChunkReader(
  body: ReadableStream<Uint8Array>,
  { operation, clock, patience, signal }: Omit<ReadFramesOptions, 'maxEventSize'>,
) {
  const reader = body.getReader()
  let fail: (error: unknown) => void = () => {}
  /** When patience ends, and when the timer looks. */
  let deadline = Infinity
  let due = Infinity
  let stopTimer = () => {}
  const look = () => {
    due = Infinity
    if (elapsedOn(clock) < deadline) setTimer()
    else fail(new StreamError({ operation, reason: 'stalled' }))
  }
  const setTimer = () => {
    stopTimer()
    due = deadline
    stopTimer = clock.after(deadline - elapsedOn(clock), look)
  }
  const onAbort = () => fail(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  return {
    read: () =>
      new Promise<ReadableStreamReadResult<Uint8Array>>((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error)
          return
        }
        fail = reject
        deadline = elapsedOn(clock) + patience()
        // A timer that looks too early sets itself again; only one that would look too late is set anew.
        if (deadline < due) setTimer()
        reader
          .read()
          .then(resolve, (cause: unknown) =>
            reject(new StreamError({ operation, reason: 'cut', cause })),
          )
      }),
    close() {
      stopTimer()
      signal?.removeEventListener('abort', onAbort)
      // Cancelling a body that already broke rejects with the fault that is being thrown anyway.
      reader.cancel().catch(() => {})
    },
  }
}
