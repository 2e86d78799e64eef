import { afterEach, describe, expect, it } from 'vitest'

import { type ApiError, createAssistantsClient, isApiError } from '../../src/api/index.js'
import { bends } from '../../src/testing/index.js'
import { allOf, errorOf } from '../api/support.js'
import { type BentStage, makeBentStage } from './support.js'

let stage: BentStage | undefined
afterEach(() => stage?.close())

const json = (body: object) => JSON.stringify(body)
const html = '<!doctype html><title>SECRET</title>'

/** How a server words a refusal, and what is read of it. */
const bodies: [string, string, string | null, Partial<ApiError>][] = [
  [
    'ours',
    'application/json',
    json({ error: { message: 'No.', type: 'a', param: 'b', code: 'c' } }),
    { reason: 'No.', type: 'a', param: 'b', code: 'c' },
  ],
  [
    'codes of its own',
    'application/json',
    json({ error: { message: 'No.', type: null, code: 'validation_failed' } }),
    { reason: 'No.', type: null, code: 'validation_failed' },
  ],
  [
    'a code that is a number',
    'application/json',
    json({ error: { message: 'No.', code: 1_211 } }),
    { code: '1211' },
  ],
  [
    'members that are null',
    'application/json',
    json({ error: { message: null, code: null } }),
    { reason: 'no reason given', code: null },
  ],
  ['a detail', 'application/json', json({ detail: 'No.' }), { reason: 'No.', code: null }],
  [
    'details',
    'application/json',
    json({ detail: [{ loc: ['body', 'role'], msg: 'Required', input: 'SECRET' }] }),
    { reason: 'body.role: Required' },
  ],
  [
    'a message with a number of the request',
    'application/json',
    json({ code: 'InvalidKey', message: 'No.', request_id: 'r' }),
    { reason: 'No.', code: 'InvalidKey' },
  ],
  ['plain text', 'text/plain', 'No.', { reason: 'No.' }],
  ['plain text that calls itself JSON', 'application/json', 'No.', { reason: 'No.' }],
  ['HTML', 'text/html', html, { reason: 'no reason given' }],
  ['nothing', 'text/plain', '', { reason: 'no reason given' }],
  [
    'the torso of JSON',
    'application/json',
    '{"error":{"message":"SECRET',
    { reason: 'no reason given' },
  ],
]

const statuses = [400, 401, 403, 404, 405, 408, 409, 413, 418, 422, 429, 500, 501, 503]

describe('a refusal', () => {
  it.each(bodies)(
    'in the form of %s is an error of its status, with all that is told',
    async (_, type, body, facts) => {
      for (const status of statuses) {
        const headers = { 'content-type': type, 'x-request-id': 'req_7', 'retry-after': '3' }
        const client = createAssistantsClient({
          baseUrl: 'https://server.test/v1',
          fetch: () => Promise.resolve(new Response(body, { status, headers })),
          maxRetries: 0,
        })
        const error = await errorOf(client.getThread({ thread_id: 't1' }))
        expect(error).toMatchObject({
          name: 'ApiError',
          operation: 'getThread',
          status,
          requestId: 'req_7',
          retryAfter: 3_000,
          ...facts,
        })
        expect(allOf(error)).not.toContain('SECRET')
      }
    },
  )

  it('tells the number of the request, also where only the body has it', async () => {
    const body = { code: 'InvalidKey', message: 'No.', request_id: 'r-1' }
    const client = createAssistantsClient({
      baseUrl: 'https://server.test/v1',
      fetch: () => Promise.resolve(Response.json(body, { status: 401 })),
    })
    const error = await errorOf(client.getThread({ thread_id: 't1' }))
    expect(error).toMatchObject({ status: 401, code: 'InvalidKey', requestId: 'r-1' })
  })

  it.each<[string, Parameters<typeof bends.otherErrors>]>([
    ['in details', [(detail) => json({ detail }), 'application/json']],
    ['in plain text', [(reason) => reason, 'text/plain']],
  ])('%s by a whole server is read the same', async (_, form) => {
    stage = await makeBentStage({ bends: [bends.otherErrors(...form)] })
    const straight = await errorOf(stage.other.getRun({ thread_id: 'thread_9', run_id: 'run_9' }))
    const bent = await errorOf(stage.client.getRun({ thread_id: 'thread_9', run_id: 'run_9' }))
    if (!isApiError(straight) || !isApiError(bent)) throw new Error('No refusal.')
    expect([bent.status, bent.reason]).toEqual([straight.status, straight.reason])
  })

  it.each<[string, Parameters<typeof bends.otherErrors>]>([
    ['HTML', [() => html, 'text/html']],
    ['nothing', [() => '', 'text/plain']],
  ])('in %s leaves a send with the person, who sends it again', async (_, form) => {
    stage = await makeBentStage({ bends: [bends.otherErrors(...form)] })
    const { controller } = stage
    const long = Object.fromEntries(Array.from({ length: 17 }, (__, nth) => [`k${nth}`, 'v']))
    controller.configure({ runParams: { metadata: long } })
    controller.send('Hello')
    await stage.until('failed')
    expect(controller.store.getState().live).toMatchObject({
      error: { name: 'ApiError', status: 400 },
    })
    controller.configure({ runParams: {} })
    controller.answer()
    await stage.until('settled')
    expect(controller.store.getState().live).toMatchObject({ run: { status: 'completed' } })
  })
})
