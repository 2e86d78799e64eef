import { expect, it } from 'vitest'

import { answer, clientFor } from './support.js'

it('a file that is to be forgotten says so in its form', async () => {
  const { client, sent } = clientFor(answer({ id: 'file-1', object: 'file' }))
  await client.uploadFile({
    file: new File(['x'], 'a.txt'),
    purpose: 'assistants',
    expires_after: { anchor: 'created_at', seconds: 3_600 },
  })
  expect(sent.requests[0]?.body).toEqual({
    purpose: 'assistants',
    'expires_after[anchor]': 'created_at',
    'expires_after[seconds]': '3600',
    file: expect.any(File) as File,
  })
})
