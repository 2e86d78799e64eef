import type { RequestOptions } from './wire.js'

/** The body as a whole; whoever listens hears of each piece. */
export async function readBlob(
  response: Response,
  onProgress: RequestOptions['onProgress'],
): Promise<Blob> {
  const { body, headers } = response
  if (!onProgress || !body) return response.blob()
  // What was packed for the way has another length than what comes out.
  const length = headers.has('content-encoding')
    ? NaN
    : Number(headers.get('content-length') ?? NaN)
  const total = length > 0 ? length : null
  let loaded = 0
  const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, out) {
      loaded += piece.byteLength
      onProgress({ loaded, total: total === null ? null : Math.max(total, loaded) })
      out.enqueue(piece)
    },
  })
  const whole = await new Response(body.pipeThrough(count)).arrayBuffer()
  return new Blob([whole], { type: headers.get('content-type') ?? '' })
}
