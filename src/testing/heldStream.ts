/** A stream of events whose every byte a test sends by hand. */
export interface HeldStream {
  /** The answer to hand out: its head is there, its body comes as the test pushes. */
  readonly response: Response
  /** Sends one event; an object goes as JSON, a string as it stands. */
  push: (event: string, data: unknown) => void
  /** Sends a heartbeat. */
  comment: (text?: string) => void
  /** Sends text or bytes as they stand, for what is no event. */
  send: (raw: string | Uint8Array) => void
  /** Ends the body without a fault; `push('done', '[DONE]')` before it is the polite way. */
  close: () => void
  /** Breaks the connection. */
  break: (error?: unknown) => void
  /** Whether the reader has left. */
  readonly cancelled: boolean
}

/**
 * Makes a stream that a test holds in its hands.
 *
 * @param init Headers and status of the answer. @default 200, text/event-stream
 */
export function heldStream(init: ResponseInit = {}): HeldStream {
  const encoder = new TextEncoder()
  const acts: ((controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>) => void)[] =
    []
  let wake = () => {}
  let cancelled = false

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      // A stream that is broken at once forgets what was not read yet, so each act waits for its own read.
      async pull(controller) {
        if (acts.length === 0) await new Promise<void>((resolve) => (wake = resolve))
        acts.shift()?.(controller)
      },
      cancel: () => {
        cancelled = true
        wake()
      },
    },
    { highWaterMark: 0 },
  )
  const act = (next: (typeof acts)[number]) => {
    if (cancelled) return
    acts.push(next)
    wake()
  }
  const send = (raw: string | Uint8Array) => {
    const bytes = typeof raw === 'string' ? encoder.encode(raw) : new Uint8Array(raw)
    act((controller) => controller.enqueue(bytes))
  }
  return {
    response: new Response(body, { headers: { 'content-type': 'text/event-stream' }, ...init }),
    push: (event, data) =>
      send(`event: ${event}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`),
    comment: (text = 'still here') => send(`: ${text}\n\n`),
    send,
    close: () => act((controller) => controller.close()),
    break: (error = new TypeError('network error')) => act((controller) => controller.error(error)),
    get cancelled() {
      return cancelled
    },
  }
}
