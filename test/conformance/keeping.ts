import { expect } from 'vitest'
import { createManualClock } from '../../src/testing/index.js'
import { turns } from '../server/serverFor.js'
import { type Ability, answersTo, collect, endless, twoCalls, visit } from './visits.js'

const table = () => new File(['a,b'], 'table.csv', { type: 'text/csv' })

/** What guests are asked to do around runs. */
export const keeping: Record<string, Ability> = {
  'pages to the end in both orders': async (generation, options) => {
    const { guest } = await visit(generation, options)
    const messages = Array.from({ length: 45 }, (_, at) => ({ role: 'user', content: `${at}` }))
    const { id } = await guest.threads.create({ messages })
    const read = async (order: string) => {
      const rows = await collect(guest.threads.messages.list(id, { order, limit: 20 }))
      return rows.map(({ content }) => content[0]?.text?.value)
    }
    const said = messages.map(({ content }) => content)
    expect(await read('asc')).toEqual(said)
    expect(await read('desc')).toEqual(said.toReversed())
  },
  'tells refusals by its own errors': async (generation, options) => {
    const { guest, thread, body } = await visit(generation, { ...options, model: endless })
    const { id } = await guest.threads.runs.create(thread, body)
    const again = guest.threads.runs.create(thread, body)
    await expect(again).rejects.toBeInstanceOf(guest.errors['BadRequestError'])
    await expect(again).rejects.toMatchObject({
      status: 400,
      type: 'invalid_request_error',
      code: null,
      error: { message: `Thread ${thread} already has an active run ${id}.` },
    })
    const missing = guest.assistants.retrieve('asst_none')
    await expect(missing).rejects.toBeInstanceOf(guest.errors['NotFoundError'])
    await guest.threads.runs.cancel(...guest.within(thread, id))
  },
  'is told that its outputs come too late': async (generation, options) => {
    const clock = createManualClock()
    const model = turns(twoCalls).model
    const { guest, thread, body } = await visit(generation, { ...options, clock, model })
    const { id } = await guest.threads.runs.create(thread, body)
    await clock.settle()
    const asking = await guest.threads.runs.retrieve(...guest.within(thread, id))
    await clock.advance(600_000)
    const late = guest.threads.runs.submitToolOutputs(
      ...guest.within(thread, id, answersTo(asking)),
    )
    await expect(late).rejects.toThrow('Runs in status "expired" do not accept tool outputs.')
  },
  'changes and deletes what it made': async (generation, options) => {
    const { guest, thread, body } = await visit(generation, options)
    const { assistant_id } = body
    expect((await guest.assistants.update(assistant_id, { name: 'Two' })).name).toBe('Two')
    const gone = [
      await guest.threads[guest.deletes](thread),
      await guest.assistants[guest.deletes](assistant_id),
    ]
    expect(gone).toMatchObject([
      { object: 'thread.deleted', deleted: true },
      { object: 'assistant.deleted', deleted: true },
    ])
    const missing = guest.threads.retrieve(thread)
    await expect(missing).rejects.toBeInstanceOf(guest.errors['NotFoundError'])
  },
  'deletes a message': async (generation, options) => {
    const { guest, thread } = await visit(generation, options)
    const { id } = await guest.threads.messages.create(thread, { role: 'user', content: 'Hi' })
    const gone = await guest.threads.messages[guest.deletes](...guest.within(thread, id))
    expect(gone).toMatchObject({ object: 'thread.message.deleted', deleted: true })
  },
  'keeps files': async (generation, options) => {
    const { guest } = await visit(generation, options)
    const file = await guest.files.create({ file: table(), purpose: 'assistants' })
    expect(file).toMatchObject({ filename: 'table.csv', bytes: 3 })
    const content = await guest.files.content(file.id)
    expect(await content.text()).toBe('a,b')
    expect(await collect(guest.files.list())).toHaveLength(1)
    expect((await guest.files[guest.deletes](file.id)).deleted).toBe(true)
  },
  'links files to an assistant': async (generation, options) => {
    const { guest, body } = await visit(generation, options)
    const { files } = guest.assistants
    const ids: string[] = []
    for (let made = 0; made < 3; made++) {
      const { id } = await guest.files.create({ file: table(), purpose: 'assistants' })
      ids.push((await files.create(body.assistant_id, { file_id: id })).id)
    }
    const [first = ''] = ids
    expect((await guest.assistants.retrieve(body.assistant_id)).file_ids).toEqual(ids)
    expect((await files.retrieve(body.assistant_id, first)).object).toBe('assistant.file')
    const listed = await collect(files.list(body.assistant_id, { order: 'asc', limit: 1 }))
    expect(listed.map(({ id }) => id)).toEqual(ids)
    expect((await files.del(body.assistant_id, first)).object).toBe('assistant.file.deleted')
    expect((await guest.assistants.retrieve(body.assistant_id)).file_ids).toEqual(ids.slice(1))
  },
  'brings files with a message': async (generation, options) => {
    const { guest, thread } = await visit(generation, options)
    const { files } = guest.threads.messages
    const { id } = await guest.files.create({ file: table(), purpose: 'assistants' })
    const message = { role: 'user', content: 'Look', file_ids: [id] }
    const made = await guest.threads.messages.create(thread, message)
    expect(made.file_ids).toEqual([id])
    expect(await collect(files.list(thread, made.id))).toMatchObject([
      { id, object: 'thread.message.file', message_id: made.id },
    ])
    expect((await files.retrieve(thread, made.id, id)).id).toBe(id)
  },
}
