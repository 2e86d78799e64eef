import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  defineTool,
  isAutomatic,
  isCallArgumentsError,
  isToolNameError,
  parseArguments,
  toolDefinitions,
} from '../../src/run/index.js'
import { executeCall, toOutput } from '../../src/run/executeCall.js'
import { outputOf } from '../../src/run/tools.js'
import type { StandardSchema } from '../../src/schema/index.js'
import { call, makeRun } from './samples.js'

const context = {
  run: makeRun('requires_action'),
  signal: new AbortController().signal,
  progress: () => {},
}

/** A validator of a few lines, with an answer that comes later. */
const city: StandardSchema<{ city: string }, { city: string }> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: async (value) => {
      const given = (value as { city?: unknown }).city
      return typeof given === 'string'
        ? { value: { city: given.trim() } }
        : { issues: [{ message: 'is no text', path: ['city'] }] }
    },
    jsonSchema: { input: ({ target }) => ({ $schema: target, type: 'object' }) },
  },
}

const run = (tool: ReturnType<typeof defineTool>, args: string) => {
  if (!isAutomatic(tool)) throw new Error('It asks.')
  return executeCall(tool, call('c', args), context)
}

describe('tools', () => {
  it('hands over what the validator made of the arguments', async () => {
    const tool = defineTool({ parameters: city, execute: (args) => args.city.toUpperCase() })
    expect(await run(tool, '{"city":" Oslo "}')).toBe('OSLO')
    await expect(run(tool, '{"city":5}')).rejects.toThrow('do not fit: city: is no text')
  })

  it('takes schemas of valibot as they are', async () => {
    const parameters = v.object({ days: v.optional(v.pipe(v.number(), v.maxValue(7)), 3) })
    const tool = defineTool({ parameters, execute: ({ days }) => ({ days }) })
    expect(await run(tool, '')).toBe('{"days":3}')
    await expect(run(tool, '{"days":9}')).rejects.toThrow(
      /^The arguments of get_weather do not fit: days: /,
    )
  })

  it('tells the schema of an answer, made from the arguments where the tool wants that', () => {
    const byArguments = defineTool({
      parameters: {
        type: 'object',
        properties: { names: { type: 'array', items: { type: 'string' } } },
      },
      output: ({ names }) => {
        if (!names) throw new Error('Nobody to choose from.')
        return { enum: names }
      },
    })
    expect(outputOf(byArguments, call('c', '{"names":["Ada"]}'))).toEqual({ enum: ['Ada'] })
    expect(outputOf(byArguments, call('c', '{}'))).toBeUndefined()
    expect(outputOf(byArguments, call('c', '{"names":'))).toBeUndefined()
    expect(outputOf(defineTool({ output: city }), call('c', ''))).toBe(city)
    // As some libraries write theirs.
    const callable = Object.assign((value: unknown) => value, city)
    expect(outputOf(defineTool({ output: callable }), call('c', ''))).toBe(callable)
    expect(outputOf(defineTool({ execute: () => 1 }), call('c', ''))).toBeUndefined()
    expect(outputOf(undefined, call('c', ''))).toBeUndefined()
  })

  it('holds arguments against a JSON Schema', async () => {
    const tool = defineTool({
      parameters: { type: 'object', properties: { days: { type: 'integer' } }, required: ['days'] },
      execute: ({ days }) => days + 1,
    })
    expect(await run(tool, '{"days":1}')).toBe('2')
    const fault = run(tool, '{"days":"two"}')
    await expect(fault).rejects.toSatisfy(isCallArgumentsError)
    await expect(fault).rejects.toMatchObject({
      toolName: 'get_weather',
      issues: ['days: type'],
    })
    await expect(run(tool, '')).rejects.toMatchObject({ issues: ['days: required'] })
  })

  it.each(['{"a":', '[1]', '5', 'null', '"text"', '{a:1}'])(
    'reads no arguments out of %s',
    async (args) => {
      expect(parseArguments(call('c', args))).toEqual({ ok: false, raw: args })
      await expect(run(defineTool({ execute: () => 1 }), args)).rejects.toThrow('no JSON object')
    },
  )

  it('reads arguments cut at any byte without a fault (scenario 23)', () => {
    const whole = '{"city":"Os😀lo","list":[1,{"a":null}]}'
    for (let at = 0; at <= whole.length; at++) {
      const parsed = parseArguments(call('c', whole.slice(0, at)))
      expect(parsed.ok).toBe(at === 0 || at === whole.length)
    }
  })

  it('drops keys that reach for prototypes, at any depth', () => {
    const args = '{"a":{"__proto__":{"x":1},"constructor":2,"b":3},"prototype":4}'
    expect(parseArguments(call('c', args))).toEqual({ ok: true, value: { a: { b: 3 } } })
  })

  it('sends texts as they are, nothing as an empty text, and anything else as JSON', () => {
    expect([undefined, 'a', '', null, 0, { a: [1] }].map(toOutput)).toEqual([
      '',
      'a',
      '',
      'null',
      '0',
      '{"a":[1]}',
    ])
  })

  it('tells a server of names and schemas, each written once', () => {
    expect(
      toolDefinitions({
        find: defineTool({ description: 'Finds', parameters: city, execute: () => '' }),
        ask: defineTool({ parameters: { type: 'object' } }),
        now: defineTool({ execute: () => '' }),
      }),
    ).toEqual([
      {
        type: 'function',
        function: {
          name: 'find',
          description: 'Finds',
          parameters: { $schema: 'draft-2020-12', type: 'object' },
        },
      },
      { type: 'function', function: { name: 'ask', parameters: { type: 'object' } } },
      { type: 'function', function: { name: 'now' } },
    ])
    expect(toolDefinitions({ now: defineTool({ strict: true, execute: () => '' }) })).toEqual([
      { type: 'function', function: { name: 'now', strict: true } },
    ])
    expect(() => toolDefinitions({ odd: defineTool({ parameters: v.object({}) }) })).toThrow(
      'This valibot schema cannot tell its JSON Schema',
    )
  })

  it.each(['', 'get weather', 'größe', 'a'.repeat(65), 'a.b'])('takes no tool named %j', (name) => {
    expect(() => toolDefinitions({ [name]: defineTool({}) })).toThrow(
      expect.toSatisfy((error) => isToolNameError(error) && error.toolName === name),
    )
  })

  it.each(['get_weather', 'A-1', 'a'.repeat(64)])('takes a tool named %s', (name) => {
    expect(toolDefinitions({ [name]: defineTool({}) })).toHaveLength(1)
  })
})
