import {
  eventOf,
  type Message,
  type Run,
  type RunEvent,
  type RunStep,
} from '../../../src/api/index.js'
import { tidy } from '../../../src/api/tidy.js'
import { sampleMessage, sampleRun, sampleStep } from '../../support/samples.js'
import { marker, rowAt } from './contents.js'

export const threadId = 'thread_1'
const answerId = 'msg_answer'
const pageSize = 100
/** After all that was said before. */
const now = 2_000_000_000

/** What every citation refers to. */
const handbook = {
  id: 'file_handbook',
  object: 'file',
  bytes: 1_024,
  created_at: 1,
  filename: 'handbook.pdf',
  purpose: 'assistants',
}

const encoder = new TextEncoder()
const frame = ({ event, data }: RunEvent): Uint8Array =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)

const json = (body: unknown): Response => Response.json(body)
const listOf = (data: { id: string }[], has_more = false) =>
  json({
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more,
  })

const textOf = (value: string): Message['content'] => [
  {
    type: 'text',
    text: {
      value,
      annotations: [...value.matchAll(new RegExp(marker, 'g'))].map(({ index }) => ({
        type: 'file_citation',
        text: marker,
        start_index: index,
        end_index: index + marker.length,
        file_citation: { file_id: 'file_handbook' },
      })),
    },
  },
]

const messageAt = (index: number): Message => {
  const { role, markdown } = rowAt(index)
  return message({
    id: `msg_${String(index).padStart(6, '0')}`,
    created_at: 1_000_000_000 + index,
    role,
    content: textOf(markdown),
    assistant_id: role === 'assistant' ? sampleMessage.assistant_id : null,
    run_id: role === 'assistant' ? `run_${index}` : null,
  })
}

const message = (more: Partial<Message> & Pick<Message, 'id'>) =>
  tidy(
    {
      ...sampleMessage,
      created_at: now,
      thread_id: threadId,
      run_id: 'run_answer',
      ...more,
    },
    'thread.message',
  ) as Message

const step = (more: Partial<RunStep> & Pick<RunStep, 'id' | 'step_details'>) =>
  tidy(
    {
      ...sampleStep,
      created_at: now,
      run_id: 'run_answer',
      thread_id: threadId,
      type: more.step_details.type,
      ...more,
    },
    'thread.run.step',
  ) as RunStep

/** What comes before the first word: a run that looked something up, and an empty message. */
function openingEvents(run: Run): RunEvent[] {
  const search = step({
    id: 'step_search',
    step_details: {
      type: 'tool_calls',
      tool_calls: [{ id: 'call_search', type: 'file_search', file_search: {} }],
    },
  })
  const writing = step({
    id: 'step_writing',
    step_details: { type: 'message_creation', message_creation: { message_id: answerId } },
  })
  return [
    { event: 'thread.run.created', data: run },
    eventOf({ ...run, status: 'queued' }),
    eventOf({ ...run, status: 'in_progress' }),
    { event: 'thread.run.step.created', data: search },
    { event: 'thread.run.step.in_progress', data: search },
    eventOf({ ...search, status: 'completed', completed_at: now }),
    { event: 'thread.run.step.created', data: writing },
    { event: 'thread.run.step.in_progress', data: writing },
    { event: 'thread.message.created', data: message({ id: answerId, status: 'in_progress' }) },
    { event: 'thread.message.in_progress', data: message({ id: answerId, status: 'in_progress' }) },
  ]
}

function deltaEvents(deltas: readonly string[]): RunEvent[] {
  let said = ''
  let cited = 0
  return deltas.map((value) => {
    const before = said.length
    said += value
    // A citation is told with the piece that completes its marker.
    const at = said.lastIndexOf(marker)
    const isCited = at >= 0 && at + marker.length > before
    const annotation = {
      index: cited,
      type: 'file_citation',
      text: marker,
      start_index: at,
      end_index: at + marker.length,
      file_citation: { file_id: 'file_handbook' },
    } as const
    if (isCited) cited++
    return {
      event: 'thread.message.delta',
      data: {
        id: answerId,
        object: 'thread.message.delta',
        delta: {
          content: [
            {
              index: 0,
              type: 'text',
              text: { value, ...(isCited && { annotations: [annotation] }) },
            },
          ],
        },
      },
    }
  })
}

function closingEvents(run: Run, text: string): RunEvent[] {
  const writing = step({
    id: 'step_writing',
    status: 'completed',
    step_details: { type: 'message_creation', message_creation: { message_id: answerId } },
  })
  return [
    {
      event: 'thread.message.completed',
      data: message({ id: answerId, content: textOf(text), run_id: run.id }),
    },
    eventOf(writing),
    eventOf({ ...run, status: 'completed', completed_at: now }),
  ]
}

/** A server as far as these scenarios ask one: its answers are bytes, and its stream says what it is told to say. */
export function createWire() {
  let count = 0
  let isHeld = true
  let release = () => {}
  let open: (body: ReadableStreamDefaultController<Uint8Array>) => void = () => {}
  let body: ReadableStreamDefaultController<Uint8Array> | undefined
  let run: Run = { ...sampleRun, id: 'run_answer', thread_id: threadId, created_at: now }
  let frames: Uint8Array[] = []
  let closing: Uint8Array[] = []

  const listMessages = async (query: URLSearchParams): Promise<Response> => {
    const after = query.get('after')
    const end = after === null ? count : Number(after.slice('msg_'.length))
    if (after !== null && isHeld) {
      await new Promise<void>((resolve) => {
        release = resolve
      })
    }
    const from = Math.max(0, end - Number(query.get('limit') ?? pageSize))
    const rows = Array.from({ length: end - from }, (_, at) => messageAt(end - 1 - at))
    return listOf(rows, from > 0)
  }

  return {
    /** How many messages the thread holds in all. */
    hold(all: number) {
      count = all
    },
    /** Older pages come at once, or wait until they are let go. */
    setHeld(held: boolean) {
      isHeld = held
      if (!held) release()
    },
    async fetch(request: Request): Promise<Response> {
      const { pathname, searchParams } = new URL(request.url)
      const what = `${request.method} ${pathname.split('/').at(-1)}`
      if (what === 'GET messages') return listMessages(searchParams)
      if (what === 'POST messages') {
        const { content, metadata } = (await request.json()) as {
          content: string
          metadata: Record<string, string>
        }
        const sent = message({ id: 'msg_question', role: 'user', content: textOf(content) })
        return json({ ...sent, metadata, assistant_id: null, run_id: null })
      }
      if (what === 'POST runs') {
        const { metadata } = (await request.json()) as { metadata: Record<string, string> }
        run = { ...run, metadata }
        const stream = new ReadableStream<Uint8Array>({ start: (controller) => open(controller) })
        return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
      }
      if (pathname.includes('/files/')) return json(handbook)
      if (request.method === 'GET') return listOf([])
      return new Response(null, { status: 404 })
    },
    /** Resolves when an answer was asked for and begun. */
    async begin(deltas: readonly string[]) {
      frames = deltaEvents(deltas).map(frame)
      body = await new Promise<ReadableStreamDefaultController<Uint8Array>>((resolve) => {
        open = resolve
      })
      // Nothing is put into bytes while somebody counts the time.
      closing = closingEvents(run, deltas.join('')).map(frame)
      for (const event of openingEvents(run)) body.enqueue(frame(event))
    },
    say(at: number) {
      body?.enqueue(frames[at] ?? new Uint8Array())
    },
    finish() {
      for (const bytes of closing) body?.enqueue(bytes)
      body?.enqueue(encoder.encode('event: done\ndata: [DONE]\n\n'))
      body?.close()
    },
  }
}
