import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { JsonSchema, ToolSet } from '../../src/index.js'
import { asksOnce } from './formSupport.js'
import { cpuTimeUntil } from '../support/cpuTime.js'
import { Catch, Chat, makeAsked, setStage } from './support.js'

const throws = {
  get type(): never {
    throw new Error('Nobody may read this.')
  },
}
const inner = (schema: object) => ({
  type: 'object',
  properties: { a: schema, b: { type: 'string' } },
})
const members = (json: string): unknown => JSON.parse(json)

/** Other work on the machine is no fault. */
const slowly = { timeout: 10_000 }

/** Schemas that an app may have from somewhere else, and that no form can be drawn of at once. */
const schemas: Record<string, unknown> = {
  'that refers to itself': { $ref: '#' },
  'that refers to itself in a circle': {
    $ref: '#/$defs/a',
    $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } },
  },
  'whose fields are named like a prototype': members(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}},"required":["__proto__"]}',
  ),
  'that is a prototype of its own': members('{"__proto__":{"type":"string"},"type":"object"}'),
  'whose pattern takes for ever': { type: 'string', pattern: '^(a+)+$' },
  'whose pattern is none': { type: 'string', pattern: '([' },
  'whose names have to fit what takes for ever': {
    type: 'object',
    patternProperties: { '^(a|aa)+$': { type: 'string' } },
  },
  'that throws when it is read': throws,
  'with a field that throws when it is read': inner(throws),
  'that throws whatever is asked of it': new Proxy(
    {},
    {
      get() {
        throw new Error('Nobody may read this.')
      },
      ownKeys() {
        throw new Error('Nobody may read this.')
      },
    },
  ),
  'that is nothing': null,
  'that is false': false,
  'that is a number': 42,
  'that is a text': 'string',
  'that is a list': [{ type: 'string' }],
  'that is a function': () => ({ type: 'string' }),
  'whose members are of the wrong kind': {
    type: 7,
    properties: 'none',
    required: { length: 3 },
    enum: 'abc',
    title: { toString: null },
    description: ['a'],
    items: null,
    minItems: 'many',
    anyOf: {},
    $defs: 3,
    $ref: {},
  },
  'with fields of the wrong kind': {
    type: 'object',
    properties: { a: null, b: 3, c: [], d: 'x', e: { enum: [] }, f: { title: 4, type: ['?'] } },
  },
}

const text = { type: 'string' }
const many = <T,>(length: number, make: (at: number) => T): T[] =>
  Array.from({ length }, (_, at) => make(at))
const nest = (depth: number, wrap: (inner: object) => object): object => {
  let schema: object = text
  for (let at = 0; at < depth; at++) schema = wrap(schema)
  return schema
}
const group = (size: number, member: object) => {
  const names = many(size, (at) => `p${at}`)
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, member])),
    required: names,
  }
}
const holdsItself = () => {
  const schema: JsonSchema = { type: 'object', required: ['a'] }
  schema.properties = { a: schema, b: schema }
  return schema
}

/** Schemas that are larger than what anybody could read, made when they are asked for. */
const large: Record<string, () => unknown> = {
  'that requires itself without end': () => ({
    type: 'object',
    properties: { a: { $ref: '#' } },
    required: ['a'],
  }),
  'that requires itself twice, and so on without end': () => ({
    type: 'object',
    properties: { a: { $ref: '#' }, b: { $ref: '#' } },
    required: ['a', 'b'],
  }),
  'that holds itself': holdsItself,
  'of a million objects in each other': () =>
    nest(1_000_000, (a) => ({ type: 'object', properties: { a }, required: ['a'] })),
  'of a million lists in each other': () =>
    nest(1_000_000, (items) => ({ type: 'array', items, minItems: 1 })),
  'of a million negations': () => nest(1_000_000, (not) => ({ not })),
  'of a million choices in each other': () =>
    nest(1_000_000, (one) => ({ anyOf: [one, { type: 'number' }] })),
  'of 100,000 values': () => ({ enum: many(100_000, (at) => `v${at}`) }),
  'of 9,000 values': () => ({ enum: many(9_000, (at) => `v${at}`) }),
  'of 9,000 values to pick some of': () => ({
    type: 'array',
    uniqueItems: true,
    items: { enum: many(9_000, (at) => `v${at}`) },
  }),
  'of 100,000 choices': () => ({ anyOf: many(100_000, (at) => ({ const: at, title: `T${at}` })) }),
  'of 3,000 kinds of objects': () => ({ oneOf: many(3_000, (at) => inner({ const: at })) }),
  'of 100,000 fields': () => group(100_000, text),
  'of sixty groups of sixty fields': () => group(60, group(60, text)),
  'of a million items that have to be there': () => ({
    type: 'array',
    minItems: 1_000_000,
    items: text,
  }),
  'of lists of lists of a hundred items': () =>
    nest(3, (items) => ({ type: 'array', minItems: 100, items })),
  'of a million items, each with a field of its own': () => ({
    type: 'array',
    prefixItems: many(1_000_000, () => text),
  }),
  'that begins with a list of 9,000 items': () => ({
    type: 'array',
    items: text,
    default: many(9_000, (at) => `d${at}`),
  }),
}

/** Shows a chat in which something is asked whose answer is described like this. */
async function ask(output: unknown) {
  const stage = await setStage({
    tools: { ask: { label: 'Ask' } },
    script: asksOnce(['ask', '{}']),
  })
  const threadId = await makeAsked(stage, 'Ask me')
  // As an app's own code would hand it on, without looking at it.
  const tools: ToolSet = { ask: { label: 'Ask', output: output as JsonSchema } }
  const thrown: unknown[] = []
  const { container } = render(
    <Catch onError={(error) => thrown.push(error)}>
      <Chat stage={stage} threadId={threadId} settings={{ tools }} />
    </Catch>,
  )
  return { stage, thrown, container, user: userEvent.setup() }
}

describe('a tool whose answer is described by a schema', () => {
  it.each(Object.keys(schemas))(
    '%s is asked all the same, and the composer works',
    async (name) => {
      const { thrown, user } = await ask(schemas[name])
      const submit = await screen.findByRole('button', { name: 'Send the answer' }, slowly)
      const composer = screen.getByRole('textbox', { name: 'Message' })
      await waitFor(() => {
        const form = submit.closest('form')
        // A form whose fields may all be left out shows what is sent without them.
        const isDrawn = form?.textContent.includes('What will be sent')
        const place = isDrawn || form?.querySelector('textarea, input, select, [role=alert]')
        if (!place) throw new Error('There is nothing to answer with.')
      }, slowly)
      await user.type(composer, 'still here')
      expect(composer).toHaveValue('still here')
      expect(thrown).toEqual([])
      cleanup()
    },
  )

  // Elements are looked for by their class: roles and names of some hundred cost more than drawing them.
  it.each(Object.keys(large))('%s is asked for at once, with few elements', async (name) => {
    const schema = large[name]?.()
    const { thrown, container, user } = await ask(schema)
    const spent = await cpuTimeUntil(() =>
      waitFor(() => {
        if (!container.querySelector('.ra-answer-views')) throw new Error('There is no form.')
      }, slowly),
    )
    expect(spent).toBeLessThan(1_500)
    const form = container.querySelector('form:has(.ra-answer-views)')
    expect(form?.querySelector('input, select, textarea, .ra-add')).not.toBeNull()
    expect(container.querySelectorAll('*').length).toBeLessThan(2_500)
    const composer = container.querySelector<HTMLElement>(
      'textarea[name=message], .ra-composer textarea',
    )
    if (!composer) throw new Error('There is no composer.')
    await user.click(composer)
    await user.paste('still here')
    expect(composer).toHaveValue('still here')
    expect(thrown).toEqual([])
    cleanup()
  })
})
