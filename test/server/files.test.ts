import { expect, it } from 'vitest'
import { reason, serverFor } from './serverFor.js'

const file = () => new File(['x'], 'a.txt')

it('is forgotten when its time is up', async () => {
  const { client, clock, ask } = serverFor()
  const stays = await client.uploadFile({ file: file(), purpose: 'assistants' })
  const { id, created_at, expires_at } = await client.uploadFile({
    file: file(),
    purpose: 'assistants',
    expires_after: { anchor: 'created_at', seconds: 3600 },
  })
  expect(expires_at).toBe(created_at + 3600)
  await clock.advance(3_599_000)
  expect((await client.getFile({ file_id: id })).id).toBe(id)
  await clock.advance(1000)
  for (const path of [`/files/${id}`, `/files/${id}/content`])
    expect(reason(await ask('GET', path))).toBe(`No file found with id '${id}'.`)
  expect((await ask('DELETE', `/files/${id}`)).status).toBe(404)
  expect((await client.listFiles({})).data.map((one) => one.id)).toEqual([stays.id])
})

it.each([
  ['created_at', '3599', 'integer_below_min_value', 'expires_after[seconds]'],
  ['created_at', '2592001', 'integer_above_max_value', 'expires_after[seconds]'],
  ['created_at', 'soon', 'invalid_type', 'expires_after[seconds]'],
  ['last_seen', '3600', 'invalid_value', 'expires_after[anchor]'],
])('is refused with an end of %s plus %s', async (anchor, seconds, code, param) => {
  const form = new FormData()
  form.append('file', file())
  form.append('purpose', 'assistants')
  form.append('expires_after[anchor]', anchor)
  form.append('expires_after[seconds]', seconds)
  const { server } = serverFor()
  const request = new Request('https://server.test/v1/files', { method: 'POST', body: form })
  const response = await server.fetch(request)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { code, param } })
})
