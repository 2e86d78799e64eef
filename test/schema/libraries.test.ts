import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineTool, isAutomatic, outputOf, toolDefinitions } from '../../src/run/index.js'
import { executeCall } from '../../src/run/executeCall.js'
import { type AnySchema, finishAnswer, makeAnswerForm } from '../../src/schema/index.js'
import { call, makeRun } from '../run/samples.js'

/** The same stay, as people write it with each library. */
const schemas: Readonly<Record<string, AnySchema>> = {
  zod: z.object({
    city: z.string().min(1).describe('Where to'),
    nights: z.int().min(1).max(30).default(2),
    room: z.enum(['single', 'double']),
    from: z.iso.date().optional(),
    guests: z.array(z.object({ name: z.string() })).optional(),
  }),
  arktype: type({
    city: type('string > 0').describe('Where to', 'self'),
    nights: '1 <= number.integer <= 30 = 2',
    room: "'single' | 'double'",
    'from?': 'string.date.iso',
    'guests?': type({ name: 'string' }).array(),
  }),
  valibot: toStandardJsonSchema(
    v.object({
      city: v.pipe(v.string(), v.minLength(1), v.description('Where to')),
      nights: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)), 2),
      room: v.picklist(['single', 'double']),
      from: v.optional(v.pipe(v.string(), v.isoDate())),
      guests: v.optional(v.array(v.object({ name: v.string() }))),
    }),
  ),
}

const answer = (value: unknown) => ({ text: JSON.stringify(value) })

describe.each(Object.entries(schemas))('a schema of %s', (_, schema) => {
  it('is drawn as a form', async () => {
    const { field } = await makeAnswerForm(schema)
    const members = field.kind === 'object' ? field.members : []
    const kinds = Object.fromEntries(
      members.map(({ name, draw, isRequired }) => [name, `${draw().kind}${isRequired ? '' : '?'}`]),
    )
    expect(kinds).toEqual({
      city: 'text',
      nights: 'integer?',
      room: 'choice',
      from: 'text?',
      guests: 'list?',
    })
    expect(members.find(({ name }) => name === 'city')?.draw().help).toBe('Where to')
    // What the library checks by itself needs no word of what is not enforced here.
    expect(members.flatMap(({ draw }) => draw().notes)).toEqual([])
  })

  it('makes of an answer what is sent', async () => {
    const given = answer({ city: 'Oslo', room: 'double' })
    expect(await finishAnswer(schema, given)).toEqual({
      ok: true,
      value: { city: 'Oslo', nights: 2, room: 'double' },
    })
  })

  it('says at each place what is wrong with it, in its own words', async () => {
    const given = answer({ city: '', nights: 0, room: 'double', guests: [{}] })
    const finished = await finishAnswer(schema, given)
    const faults = finished.ok ? [] : finished.faults
    const places = faults.map(({ path, keyword }) => `${path.join('.')}: ${keyword}`)
    expect(places.toSorted()).toEqual(['city: issue', 'guests.0.name: issue', 'nights: issue'])
    for (const { facts } of faults) expect(facts['message']).toMatch(/\w+/)
  })

  it('is told to the server, and checks the arguments of a tool that runs by itself', async () => {
    const tool = defineTool({ parameters: schema, execute: (args) => args })
    const [definition] = toolDefinitions({ book: tool })
    expect(definition?.function.parameters).toMatchObject({
      type: 'object',
      properties: { nights: { type: 'integer' } },
    })
    if (!isAutomatic(tool)) throw new Error('It asks.')
    const context = {
      run: makeRun('requires_action'),
      signal: new AbortController().signal,
      progress: () => {},
    }
    const run = (args: string) => executeCall(tool, call('c', args), context)
    expect(JSON.parse(await run('{"city":"Oslo","room":"single"}'))).toEqual({
      city: 'Oslo',
      nights: 2,
      room: 'single',
    })
    await expect(run('{"city":"Oslo","room":"suite"}')).rejects.toThrow(/room/)
  })

  it('is not mistaken for a function that makes a schema', () => {
    expect(outputOf(defineTool({ output: schema }), call('c', ''))).toBe(schema)
  })
})

it('sends what a transformation makes of the answer, and draws what goes into it', async () => {
  const schema = z.object({ tags: z.string().transform((text) => text.split(',')) })
  const { field } = await makeAnswerForm(schema)
  expect(field).toMatchObject({ kind: 'object' })
  expect(await finishAnswer(schema, answer({ tags: 'a,b' }))).toEqual({
    ok: true,
    value: { tags: ['a', 'b'] },
  })
})

it('asks in JSON what a library cannot tell the shape of, and still checks it', async () => {
  const schema = v.object({ city: v.string() })
  expect((await makeAnswerForm(schema)).field).toMatchObject({ kind: 'json' })
  expect(await finishAnswer(schema, answer({ city: 1 }))).toMatchObject({ ok: false })
  expect(await finishAnswer(schema, answer({ city: 'Oslo' }))).toMatchObject({ ok: true })
})
