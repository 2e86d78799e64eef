import { createParser } from 'eventsource-parser'
import type { Clock } from './clock.js'
import { StreamError } from './errors.js'

/** One frame of an event stream, as the WHATWG rules read it. */
export interface Frame {
  event?: string | undefined
  data: string
}

export interface ReadFramesOptions {
  operation: string
  clock: Clock
  /** Milliseconds without a byte after which the stream counts as stalled. */
  idleTimeout: number
  /** Characters that one event may have. */
  maxEventSize: number
  signal?: AbortSignal | undefined
}

/**
 * Reads a body as server-sent events. What stands unfinished at the end is dropped, as the rules demand: the
 * reader catches up from the server. Leaving the loop closes the body.
 *
 * @throws StreamError when the body breaks, falls silent, or sends an event above the cap
 */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  { operation, clock, idleTimeout, maxEventSize, signal }: ReadFramesOptions,
): AsyncGenerator<Frame, void, undefined> {
  const frames: Frame[] = []
  let tooLarge = false
  const parser = createParser({
    maxBufferSize: maxEventSize,
    onEvent: (frame) => frames.push(frame),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') tooLarge = true
    },
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await readChunk(reader, operation, clock, idleTimeout, signal)
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      yield* frames.splice(0)
      if (tooLarge) throw new StreamError({ operation, reason: 'too_large' })
    }
  } finally {
    // Cancelling a body that already broke rejects with the fault that is being thrown anyway.
    reader.cancel().catch(() => {})
  }
}

function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  operation: string,
  clock: Clock,
  idleTimeout: number,
  signal: AbortSignal | undefined,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      stopWaiting()
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const onAbort = () => settle(() => reject(signal?.reason as Error))
    const stopWaiting = clock.after(idleTimeout, () =>
      settle(() => reject(new StreamError({ operation, reason: 'stalled' }))),
    )
    if (signal?.aborted) {
      onAbort()
      return
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    reader.read().then(
      (chunk) => settle(() => resolve(chunk)),
      (cause: unknown) =>
        settle(() => reject(new StreamError({ operation, reason: 'cut', cause }))),
    )
  })
}
