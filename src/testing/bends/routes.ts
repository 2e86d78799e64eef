import type { RequestName } from '../../api/index.js'
import { type Bend, bendRoutes, type Members, withBody, writeEvent } from '../bendServer.js'

/** The routes of these operations do not exist. */
export const lacksRoutes = (status: number, ...operations: readonly RequestName[]): Bend =>
  bendRoutes((operation) =>
    operations.includes(operation)
      ? Promise.resolve(Response.json({ detail: 'Not Found' }, { status }))
      : null,
  )

/** Refusals in another form, with the same status. */
export const otherErrors = (body: (reason: string) => BodyInit | null, type: string): Bend => {
  return (fetch) => async (request) => {
    const response = await fetch(request)
    if (response.ok) return response
    const { error } = (await response.json()) as { error: { message: string } }
    const headers = new Headers(response.headers)
    headers.set('content-type', type)
    return new Response(body(error.message), { status: response.status, headers })
  }
}

/** No header tells the server's time or how often to ask. */
export const withoutHints = (): Bend => (fetch) => async (request) => {
  const response = await fetch(request)
  const bare = withBody(response.body, response)
  for (const name of ['date', 'openai-poll-after-ms', 'x-request-id']) bare.headers.delete(name)
  return bare
}

const isStarting = (operation: RequestName) =>
  operation === 'createRun' ||
  operation === 'createThreadAndRun' ||
  operation === 'submitToolOutputs'

/** Nothing streams: what starts a run is answered when the run is at rest, with the run as it is then. */
export const answersAtRest = (): Bend =>
  bendRoutes((operation, request, fetch) => {
    if (!isStarting(operation)) return null
    const work = async () => {
      const { method, headers, signal } = request
      const body = JSON.stringify({ ...((await request.json()) as Members), stream: true })
      const response = await fetch(new Request(request.url, { method, headers, signal, body }))
      if (!response.ok) return response
      const told = [...(await response.text()).matchAll(/^event: thread\.run\.\w+\ndata: (.*)$/gm)]
      return Response.json(JSON.parse(told.at(-1)?.[1] ?? 'null'))
    }
    return work()
  })

/** Cancelling takes no time: the answer says that it is done, though the server has yet to come to that. */
export const cancelsAtOnce = (): Bend =>
  bendRoutes((operation, request, fetch) => {
    if (operation !== 'cancelRun') return null
    const work = async () => {
      const response = await fetch(request)
      if (!response.ok) return response
      const run = (await response.json()) as Members
      return withBody(
        JSON.stringify({ ...run, status: 'cancelled', required_action: null }),
        response,
      )
    }
    return work()
  })

interface Output {
  tool_call_id: string
}

/** Outputs may be handed in a few at a time; the run goes on asking for the rest. */
export function partialSubmits(): Bend {
  const handedIn = new Map<string, Output[]>()
  const withoutAnswered = (run: Members): Members => {
    const answered = new Set(handedIn.get(String(run['id']))?.map((one) => one.tool_call_id))
    const asked = run['required_action'] as {
      submit_tool_outputs: { tool_calls: Members[] }
    } | null
    if (!asked || answered.size === 0) return run
    const tool_calls = asked.submit_tool_outputs.tool_calls.filter(
      ({ id }) => !answered.has(String(id)),
    )
    return { ...run, required_action: { ...asked, submit_tool_outputs: { tool_calls } } }
  }
  return bendRoutes((operation, request, fetch) => {
    if (operation !== 'getRun' && operation !== 'listRuns' && operation !== 'submitToolOutputs') {
      return null
    }
    const { method, headers, signal, url } = request
    const read = async (): Promise<Response> => {
      const response = await fetch(request)
      if (!response.ok) return response
      const answer = (await response.json()) as Members & { data?: Members[] }
      const { data } = answer
      const bent = data ? { ...answer, data: data.map(withoutAnswered) } : withoutAnswered(answer)
      return withBody(JSON.stringify(bent), response)
    }
    const submit = async (): Promise<Response> => {
      const given = (await request.json()) as { tool_outputs: Output[]; stream?: boolean }
      const runUrl = url.replace(/\/submit_tool_outputs$/, '')
      const run = (await (await fetch(new Request(runUrl, { headers, signal }))).json()) as Members
      const id = String(run['id'])
      const tool_outputs = [...(handedIn.get(id) ?? []), ...given.tool_outputs]
      handedIn.set(id, tool_outputs)
      const left = withoutAnswered(run) as {
        required_action: { submit_tool_outputs: { tool_calls: unknown[] } } | null
      }
      if (left.required_action?.submit_tool_outputs.tool_calls.length === 0) {
        const body = JSON.stringify({ ...given, tool_outputs })
        return fetch(new Request(url, { method, headers, signal, body }))
      }
      if (given.stream !== true) return Response.json(left)
      const events = `${writeEvent({ event: 'thread.run.requires_action', data: left })}\n\n`
      return new Response(events, { headers: { 'content-type': 'text/event-stream' } })
    }
    return operation === 'submitToolOutputs' ? submit() : read()
  })
}

/** Two runs on one thread: what the thread's lock would refuse is held back until it may go on. */
export const withoutLock = (): Bend =>
  bendRoutes((operation, request, fetch) => {
    if (operation !== 'createRun' && operation !== 'createMessage') return null
    const work = async (): Promise<Response> => {
      for (;;) {
        const response = await fetch(request.clone())
        if (response.status !== 400 || request.signal.aborted) return response
        const { error } = (await response.clone().json()) as { error: { message: string } }
        if (!error.message.includes('active')) return response
        await new Promise((resolve) => setTimeout(resolve))
      }
    }
    return work()
  })
