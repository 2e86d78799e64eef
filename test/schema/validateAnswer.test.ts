import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type StandardSchema, validateAnswer } from '../../src/schema/index.js'

const text = { type: 'string' }
const standard = (validate: StandardSchema['~standard']['validate']): StandardSchema => ({
  '~standard': { version: 1, vendor: 'test', validate },
})

describe('validateAnswer', () => {
  it('gives back the value that fits, without what was not answered', async () => {
    expect(
      await validateAnswer({ properties: { a: text } }, { a: 'x', b: undefined }),
    ).toStrictEqual({ ok: true, value: { a: 'x' } })
    expect(await validateAnswer(text, 5)).toMatchObject({
      ok: false,
      faults: [{ path: [], keyword: 'type' }],
    })
  })

  it('holds patterns that are not plain against the value, too', async () => {
    expect(await validateAnswer({ pattern: '^[a-z]+(-[a-z]+)*$' }, 'A')).toMatchObject({
      ok: false,
      faults: [{ keyword: 'pattern' }],
    })
  })

  it('gives back what a schema of valibot makes of the value, and its words at their places', async () => {
    const schema = v.object({
      days: v.pipe(v.number(), v.maxValue(7, 'A week at most')),
      note: v.optional(v.string(), 'none'),
    })
    expect(await validateAnswer(schema, { days: 3 })).toEqual({
      ok: true,
      value: { days: 3, note: 'none' },
    })
    expect(await validateAnswer(schema, { days: 9 })).toEqual({
      ok: false,
      faults: [{ path: ['days'], keyword: 'issue', facts: { message: 'A week at most' } }],
    })
  })

  it('waits for a validator that takes its time', async () => {
    const schema = standard(async (value) => {
      await Promise.resolve()
      return value === 'free'
        ? { value: 'taken' }
        : { issues: [{ message: 'is taken', path: [{ key: 'seat' }, 0] }] }
    })
    expect(await validateAnswer(schema, 'free')).toEqual({ ok: true, value: 'taken' })
    expect(await validateAnswer(schema, 'x')).toMatchObject({
      ok: false,
      faults: [{ path: ['seat', 0], facts: { message: 'is taken' } }],
    })
  })

  it('survives a validator that throws, now or later', async () => {
    const error = new Error('Broken')
    const now = standard(() => {
      throw error
    })
    const broken = { ok: false, faults: [{ path: [], keyword: 'broken', facts: { error } }] }
    expect(await validateAnswer(now, 1)).toEqual(broken)
    expect(
      await validateAnswer(
        standard(() => Promise.reject(error)),
        1,
      ),
    ).toEqual(broken)
  })

  it('asks no validator about what cannot be sent', async () => {
    const content = standard((given) => ({ value: given }))
    const unsafe: unknown = JSON.parse('{"__proto__":1}')
    expect(await validateAnswer(content, unsafe)).toMatchObject({
      ok: false,
      faults: [{ keyword: 'unsafe-name' }],
    })
    expect(await validateAnswer(content, undefined)).toMatchObject({
      ok: false,
      faults: [{ keyword: 'required' }],
    })
  })
})
