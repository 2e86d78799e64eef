interface PipeOptions {
  /** What each read passes through, which may hold it, or break. */
  through?: <T>(work: Promise<T>) => Promise<T>
  onClose?: () => void
}

/** The same answer, its bytes passed on as `change` says, which may take its time, throw, or say that it is over. */
export function pipeBody(
  response: Response,
  change: (chunk: Uint8Array) => readonly Uint8Array[] | Promise<readonly Uint8Array[]>,
  { through = (work) => work, onClose }: PipeOptions = {},
): Response {
  if (!response.body) return response
  const source = response.body.getReader()
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await through(source.read())
            if (done) {
              onClose?.()
              controller.close()
              return
            }
            const chunks = await change(value)
            for (const chunk of chunks) controller.enqueue(new Uint8Array(chunk))
            if (chunks.length > 0) return
          }
        } catch (error) {
          onClose?.()
          source.cancel().catch(() => {})
          throw error
        }
      },
      cancel: (reason) => {
        onClose?.()
        return source.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  const { status, headers } = response
  return new Response(body, { status, headers })
}
