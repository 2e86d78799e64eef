import type { Fetch } from '../../api/index.js'
import {
  type Bend,
  bendAnswers,
  bendEvents,
  bendObjects,
  isMembers,
  type Members,
  withBody,
} from '../bendServer.js'

/** Changes every time of every object. */
export const setTimes = (change: (time: number) => number): Bend =>
  bendObjects((object) =>
    Object.fromEntries(
      Object.entries(object).map(([name, value]) => [
        name,
        name.endsWith('_at') && typeof value === 'number' ? change(value) : value,
      ]),
    ),
  )

/** Times in milliseconds. */
export const milliseconds = (): Bend => setTimes((time) => time * 1_000 + 123)

/** Times in seconds and a bit. */
export const floatTimestamps = (): Bend => setTimes((time) => time + 0.123)

/** Sets members of each object of a kind. */
export const setMembers = (kind: string, members: Members): Bend =>
  bendObjects((object) => (object['object'] === kind ? { ...object, ...members } : object))

/** What is null, an empty list or an empty object is left out, at every depth. */
export const leaveOut = (): Bend => {
  const lean = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(lean)
    if (!isMembers(value)) return value
    const kept = Object.entries(value).map(([name, member]) => [name, lean(member)] as const)
    return Object.fromEntries(kept.filter(([, member]) => !isNothing(member)))
  }
  return bendObjects((object) => lean(object) as Members)
}

const isNothing = (value: unknown): boolean =>
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isMembers(value) && Object.keys(value).length === 0)

/** No object says of which kind it is, or in which thread it lies. */
export const namelessObjects = (): Bend =>
  bendObjects((object) => ({ ...object, object: undefined, thread_id: undefined }))

/** Metadata with values of all kinds; the pair by which a client knows its own act stays. */
export const oddMetadata = (): Bend =>
  bendObjects((object) =>
    'metadata' in object
      ? { ...object, metadata: { ...Object(object['metadata']), n: 7, list: [1], none: null } }
      : object,
  )

/** No metadata comes back, whatever was sent. */
export const nullMetadata = (): Bend =>
  bendObjects((object) => ('metadata' in object ? { ...object, metadata: null } : object))

/** Content, annotations and tools of kinds that came later. */
export const unknownKinds = (): Bend =>
  bendObjects((object) => {
    const { content, tools } = object
    const film = { type: 'film', film: { id: 'film_1' } }
    const note = { type: 'url_citation', text: '', url_citation: { url: 'https://a.test/' } }
    if (Array.isArray(content) && object['role'] === 'assistant' && content.length > 0) {
      for (const part of content.filter(isMembers)) {
        if (isMembers(part['text'])) part['text']['annotations'] = [note]
      }
      return { ...object, content: [...(content as unknown[]), film] }
    }
    return Array.isArray(tools)
      ? { ...object, tools: [...(tools as unknown[]), { type: 'bing_grounding' }] }
      : object
  })

/** Fragments of a kind of content that came later, beside the text. */
export const unknownDeltas = (): Bend =>
  bendEvents(() => (event) => {
    const { delta } = event.data
    if (event.event !== 'thread.message.delta' || !isMembers(delta)) return [event]
    const film = { index: 1, type: 'film', film: { id: 'film_1' } }
    const content = [...((delta['content'] ?? []) as unknown[]), film]
    return [{ ...event, data: { ...event.data, delta: { ...delta, content } } }]
  })

/** Lists that call themselves otherwise, with words for cursors, and that never say that more lies behind. */
export const oddLists = (): Bend =>
  bendAnswers((answer, operation) =>
    operation?.startsWith('list')
      ? { ...answer, object: 'threads', first_id: 'none', last_id: 'none', has_more: false }
      : answer,
  )

/** Whatever is deleted is called a file. */
export const fileTombstones = (): Bend =>
  bendAnswers((answer) => ('deleted' in answer ? { ...answer, object: 'file' } : answer))

const idPattern = /\b(?:asst|thread|msg|run|step|call)_\w*\d\b/g

/** Ids of another form, in both directions, over all that goes through this one bend. */
export function otherIds(make: (nth: number) => string): Bend {
  const outside = new Map<string, string>()
  const inside = new Map<string, string>()
  const toOutside = (id: string): string => {
    const known = outside.get(id)
    if (known !== undefined) return known
    const next = make(outside.size)
    outside.set(id, next)
    inside.set(next, id)
    return next
  }
  const rename = (text: string) => text.replace(idPattern, toOutside)
  const restore = (text: string) =>
    [...inside].reduce((told, [theirs, ours]) => told.replaceAll(theirs, ours), text)
  const events = bendEvents(() => (event) => [
    JSON.parse(rename(JSON.stringify(event))) as typeof event,
  ])
  const answers =
    (fetch: Fetch): Fetch =>
    async (request) => {
      const body = request.method === 'POST' ? restore(await request.text()) : null
      const { method, headers, signal } = request
      const response = await fetch(
        new Request(restore(request.url), { method, headers, signal, body }),
      )
      if (!response.headers.get('content-type')?.includes('json')) return response
      return withBody(rename(await response.text()), response)
    }
  return (fetch) => events(answers(fetch))
}
