import { isStreamError } from '../../src/api/index.js'
import { type Frame, openFrames, type ReadFramesOptions } from '../../src/api/sse.js'

const encoder = new TextEncoder()
export const bytesOf = (text: string | Uint8Array) =>
  typeof text === 'string' ? encoder.encode(text) : text

/** A body in the given pieces. */
const bodyOf = (pieces: readonly Uint8Array[]) => {
  const left = [...pieces]
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}

export const options = (more: Partial<ReadFramesOptions> = {}) => ({
  operation: 'createRun',
  clock: { now: () => 0, after: () => () => {} },
  patience: () => 45_000,
  maxEventSize: 1_000,
  ...more,
})

/** The frames of a body one by one, until the loop is left. */
export async function* readFrames(
  body: ReadableStream<Uint8Array>,
  more: ReadFramesOptions,
): AsyncGenerator<Frame, void, undefined> {
  const frames = openFrames(body, more)
  try {
    for (let some = await frames.read(); some !== null; some = await frames.read()) yield* some
  } finally {
    frames.close()
  }
}

/** All frames of a body, or the reason why it broke after the last of them. */
export async function readAll(
  pieces: readonly Uint8Array[],
  more = {},
): Promise<(Frame | string)[]> {
  const all: (Frame | string)[] = []
  try {
    for await (const frame of readFrames(bodyOf(pieces), options(more))) all.push(frame)
  } catch (error) {
    if (!isStreamError(error)) throw error
    all.push(error.reason)
  }
  return all
}
