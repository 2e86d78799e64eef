import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Serves a function from Request to Response as a listener of node:http, or as a handler of Express. */
export function nodeListener(fetch: (request: Request) => Promise<Response>) {
  return async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // Whoever leaves is no longer told of the run; the run itself goes on.
    const left = new AbortController()
    outgoing.once('close', () => left.abort())
    try {
      const { method = 'GET', url = '/', headers } = incoming
      const body = /^(GET|HEAD)$/.test(method) ? null : Readable.toWeb(incoming)
      const request = new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        signal: left.signal,
        ...(body && { body, duplex: 'half' }),
      } as RequestInit) // `duplex` is not among the types of a page's own fetch
      const response = await fetch(request)
      outgoing.writeHead(response.status, Object.fromEntries(response.headers))
      // Events may be a while in coming; that the stream is open is said at once.
      outgoing.flushHeaders()
      // One stream, two types: the page's and Node's.
      if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing)
      else outgoing.end()
    } catch {
      if (!outgoing.headersSent) outgoing.writeHead(400)
      outgoing.end()
    }
  }
}
