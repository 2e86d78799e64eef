import { linkFiles, replaceResources } from '../fileLinks.js'
import { readPage, readPageQuery } from '../pages.js'
import { parseBody } from '../parseBody.js'
import { type AssistantRow, needRow, putRow } from '../rows.js'
import { type Handler, idOf, json } from './handler.js'

/** Null asks for the default, absence leaves a member as it is. */
const orDefault = <T>(given: T | null | undefined, usual: T, kept: T): T =>
  given === undefined ? kept : (given ?? usual)

export const createAssistant: Handler = async (call, { store, newId, now }) => {
  const body = parseBody(call.edition.bodies.createAssistant, call.json())
  const own: AssistantRow = {
    id: newId('asst_'),
    object: 'assistant',
    created_at: now(),
    name: body.name ?? null,
    description: body.description ?? null,
    model: body.model,
    instructions: body.instructions ?? null,
    tools: body.tools ?? [],
    tool_resources: body.tool_resources ?? {},
    metadata: body.metadata ?? {},
    temperature: body.temperature ?? 1,
    top_p: body.top_p ?? 1,
    response_format: body.response_format ?? 'auto',
    reasoning_effort: body.reasoning_effort ?? null,
    links: [],
  }
  const row = linkFiles(own, body.file_ids ?? [], now())
  await store.batch([putRow('assistant', row.id, '', row)])
  return json(call.edition.assistant(row))
}

export const listAssistants: Handler = async (call, { store }) =>
  json(
    await readPage(store, 'assistant', '', readPageQuery(call.query), (row) =>
      call.edition.assistant(row),
    ),
  )

export const getAssistant: Handler = async (call, { store }) =>
  json(call.edition.assistant(await needRow(store, 'assistant', idOf(call, 'assistant_id'))))

export const modifyAssistant: Handler = (call, { store, lock, now }) => {
  const id = idOf(call, 'assistant_id')
  return lock(id, async () => {
    const kept = await needRow(store, 'assistant', id)
    const body = parseBody(call.edition.bodies.modifyAssistant, call.json())
    const own: AssistantRow = {
      ...replaceResources(kept, body.tool_resources),
      name: orDefault(body.name, null, kept.name),
      description: orDefault(body.description, null, kept.description),
      model: body.model ?? kept.model,
      instructions: orDefault(body.instructions, null, kept.instructions),
      tools: body.tools ?? kept.tools,
      metadata: orDefault(body.metadata, {}, kept.metadata),
      temperature: orDefault(body.temperature, 1, kept.temperature ?? 1),
      top_p: orDefault(body.top_p, 1, kept.top_p ?? 1),
      response_format: orDefault(body.response_format, 'auto', kept.response_format ?? 'auto'),
      reasoning_effort: orDefault(body.reasoning_effort, null, kept.reasoning_effort),
    }
    const row = body.file_ids ? linkFiles(own, body.file_ids, now()) : own
    await store.batch([putRow('assistant', id, '', row)])
    return json(call.edition.assistant(row))
  })
}

export const deleteAssistant: Handler = (call, { store, lock }) => {
  const id = idOf(call, 'assistant_id')
  return lock(id, async () => {
    await needRow(store, 'assistant', id)
    await store.batch([{ act: 'delete', kind: 'assistant', id }])
    return json({ id, object: 'assistant.deleted', deleted: true })
  })
}
