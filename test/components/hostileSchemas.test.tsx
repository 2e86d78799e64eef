import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { JsonSchema, ToolSet } from '../../src/index.js'
import { asksOnce } from './formSupport.js'
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
  render(
    <Catch onError={(error) => thrown.push(error)}>
      <Chat stage={stage} threadId={threadId} settings={{ tools }} />
    </Catch>,
  )
  return { stage, thrown, user: userEvent.setup() }
}

describe('a tool whose answer is described by a schema', () => {
  it.each(Object.keys(schemas))(
    '%s is asked all the same, and the composer works',
    async (name) => {
      const { thrown, user } = await ask(schemas[name])
      const submit = await screen.findByRole(
        'button',
        { name: 'Send the answer' },
        { timeout: 10_000 },
      )
      const composer = screen.getByRole('textbox', { name: 'Message' })
      await waitFor(
        () => {
          const form = submit.closest('form')
          // A form whose fields may all be left out shows what is sent without them.
          const isDrawn = form?.textContent.includes('What will be sent')
          const place = isDrawn || form?.querySelector('textarea, input, select, [role=alert]')
          if (!place) throw new Error('There is nothing to answer with.')
        },
        { timeout: 10_000 },
      )
      await user.type(composer, 'still here')
      expect(composer).toHaveValue('still here')
      expect(thrown).toEqual([])
      cleanup()
    },
  )
})
