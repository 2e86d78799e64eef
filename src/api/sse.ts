import { createParser } from 'eventsource-parser'

import { type Clock, elapsedOn } from './clock.js'
import { StreamError } from './errors.js'

/** One event of an event stream, as the WHATWG rules read it. */
export interface Frame {
  event?: string | undefined
  data: string
  /** Where it stands; an empty one says nothing. */
  id?: string | undefined
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

/** A body as server-sent events. */
export interface FrameReader {
  /**
   * The events that the next bytes complete, maybe none; null at the end of the body. What stands unfinished there is
   * dropped, as the rules demand: the reader catches up from the server.
   *
   * @throws StreamError when the body breaks, falls silent, or sends an event above the cap
   */
  read: () => Promise<readonly Frame[] | null>
  /** Closes the body. */
  close: () => void
}

/**
 * Opens a body as server-sent events. They are handed over by the piece that they came in and not one by one: a stream
 * has thousands, and to wait for each of them costs more than to read it.
 */
export function openFrames(
  body: ReadableStream<Uint8Array>,
  { maxEventSize, ...options }: ReadFramesOptions,
): FrameReader {
  const { operation } = options
  let frames: Frame[] = []
  let isTooLarge = false
  const parser = createParser({
    maxBufferSize: maxEventSize + lineBeginning,
    onEvent: ({ event, data, id }) => {
      isTooLarge ||= data.length > maxEventSize
      if (!isTooLarge) frames.push({ event, data, id: id || undefined })
    },
    onError: ({ type }) => {
      isTooLarge ||= type === 'max-buffer-size-exceeded'
    },
  })
  // The decoder takes the byte order mark away; of the first text the parser would take three letters more for one.
  parser.feed('')
  const readText = createTextReader()
  const reader = body.getReader()
  let fault: { error: unknown } | undefined
  const close = () => {
    watch.stop()
    // Whoever waits for a chunk hears that there is none. A body that already broke rejects with its fault, which is told.
    reader.cancel().catch(() => {})
  }
  const fail = (error: unknown) => {
    fault ??= { error }
    close()
  }
  const watch = watchSilence(options, fail)
  if (options.signal?.aborted) fail(options.signal.reason)
  return {
    async read() {
      let isOver = false
      if (!fault && !isTooLarge) {
        watch.begin()
        try {
          const { done, value } = await reader.read()
          isOver = done
          if (value) parser.feed(readText(value))
        } catch (cause) {
          fault ??= { error: new StreamError({ operation, reason: 'cut', cause }) }
        }
        watch.end()
      }
      if (fault) throw fault.error
      if (isOver) return null
      if (isTooLarge && frames.length === 0) {
        throw new StreamError({ operation, reason: 'too_large' })
      }
      const read = frames
      frames = []
      return read
    },
    close,
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

/**
 * Gives up when a chunk takes longer than patience lasts, and when the signal is aborted. There are thousands of chunks:
 * one timer and one listener serve them all.
 */
function watchSilence(
  { operation, clock, patience, signal }: Omit<ReadFramesOptions, 'maxEventSize'>,
  giveUp: (error: unknown) => void,
) {
  let isWaiting = false
  /** When patience ends, and when the timer looks. */
  let deadline = Infinity
  let due = Infinity
  let stopTimer = () => {}
  const look = () => {
    due = Infinity
    if (!isWaiting) return
    if (elapsedOn(clock) < deadline) setTimer()
    else giveUp(new StreamError({ operation, reason: 'stalled' }))
  }
  const setTimer = () => {
    stopTimer()
    due = deadline
    stopTimer = clock.after(deadline - elapsedOn(clock), look)
  }
  const onAbort = () => giveUp(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  return {
    begin() {
      isWaiting = true
      deadline = elapsedOn(clock) + patience()
      // A timer that looks too early sets itself again; only one that would look too late is set anew.
      if (deadline < due) setTimer()
    },
    end() {
      isWaiting = false
    },
    stop() {
      stopTimer()
      signal?.removeEventListener('abort', onAbort)
    },
  }
}
