/** Where a body ends too early, and how. */
export interface Cut {
  /** After so many whole events, comments counted too. */
  afterEvents?: number
  /** After so many bytes. */
  afterBytes?: number
  /** `break`: the connection dies. `end`: the body ends as if it were whole. `stall`: nothing more comes. @default 'break' */
  how?: 'break' | 'end' | 'stall'
}

const lineFeed = 10

/** The same answer with a body that stops in the middle; the rest is given up at the source. */
export function cutBody(
  response: Response,
  { afterEvents = Infinity, afterBytes = Infinity, how = 'break' }: Cut,
): Response {
  if (!response.body) return response
  const source = response.body.getReader()
  let events = 0
  let bytes = 0
  let last = 0

  /** How much of a chunk may still pass; undefined when all of it may. */
  const measure = (chunk: Uint8Array): number | undefined => {
    for (const [at, byte] of chunk.entries()) {
      if (bytes >= afterBytes || events >= afterEvents) return at
      bytes++
      if (byte === lineFeed && last === lineFeed) events++
      last = byte
    }
    return bytes >= afterBytes || events >= afterEvents ? chunk.length : undefined
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await source.read()
        if (done) {
          controller.close()
          return
        }
        const end = measure(value)
        if (end !== 0) controller.enqueue(new Uint8Array(value.subarray(0, end)))
        if (end === undefined) return
        await source.cancel()
        if (how === 'break') controller.error(new TypeError('network error'))
        else if (how === 'end') controller.close()
        // A stall is a source that never answers again.
        else await new Promise<never>(() => {})
      },
      cancel: (reason) => source.cancel(reason),
    },
    // Only what is asked for is read, so that a cut comes after what lies before it was taken.
    { highWaterMark: 0 },
  )
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
}
