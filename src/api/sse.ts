import type { Clock } from './clock.js'
import { StreamError } from './errors.js'

/** One event of an event stream, as the WHATWG rules read it. */
export interface Frame {
  event?: string | undefined
  data: string
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

/** An unfinished line counts with its beginning, such as `data: `. */
const lineBeginning = 64

/**
 * Reads a body as server-sent events. What stands unfinished at the end is dropped, as the rules demand: the
 * reader catches up from the server. Leaving the loop closes the body.
 *
 * @throws StreamError when the body breaks, falls silent, or sends an event above the cap
 */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  { operation, clock, patience, maxEventSize, signal }: ReadFramesOptions,
): AsyncGenerator<Frame, void, undefined> {
  const lines = createLineReader()
  const reader = body.getReader()
  let event: string | undefined
  let data: string | undefined
  const checkSize = (size: number) => {
    if (size > maxEventSize) throw new StreamError({ operation, reason: 'too_large' })
  }
  try {
    for (;;) {
      const { done, value: bytes } = await readChunk(reader, operation, clock, patience(), signal)
      if (done) return
      for (const line of lines.read(bytes)) {
        if (line === '') {
          if (data !== undefined) {
            checkSize(data.length)
            signal?.throwIfAborted()
            yield { event, data }
          }
          event = undefined
          data = undefined
          continue
        }
        const [field, value] = splitLine(line)
        if (field === 'event') event = value || undefined
        if (field === 'data') data = data === undefined ? value : `${data}\n${value}`
      }
      checkSize((data?.length ?? 0) + lines.restLength() - lineBeginning)
    }
  } finally {
    // Cancelling a body that already broke rejects with the fault that is being thrown anyway.
    reader.cancel().catch(() => {})
  }
}

/** A field's name and value; a comment is a field without a name. */
function splitLine(line: string): [field: string, value: string] {
  const colon = line.indexOf(':')
  if (colon === -1) return [line, '']
  return [line.slice(0, colon), line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))]
}

/**
 * Bytes to lines that are whole. A carriage return ends its line at once, though a line feed may follow in the next
 * chunk; an unfinished line grows by concatenation, which copies nothing until the line is read.
 */
function createLineReader() {
  const decoder = new TextDecoder()
  let endsInReturn = false
  let rest = ''
  return {
    restLength: () => rest.length,
    read(bytes: Uint8Array): string[] {
      const text = decoder.decode(bytes, { stream: true })
      if (text === '') return []
      const lines = (endsInReturn && text.startsWith('\n') ? text.slice(1) : text).split(/\r\n?|\n/)
      endsInReturn = text.endsWith('\r')
      lines[0] = rest + lines[0]
      rest = lines.pop() ?? ''
      return lines
    },
  }
}

function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  operation: string,
  clock: Clock,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<ReadableStreamReadResult<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      stopWaiting()
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    const onAbort = () => settle(() => reject(signal?.reason as Error))
    const stopWaiting = clock.after(patience, () =>
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
