import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashKey } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'

import {
  type AssistantsClient,
  createAssistantsClient,
  type OperationName,
  routes,
} from '../../src/api/index.js'
import * as queries from '../../src/queries/index.js'

const client = createAssistantsClient({ baseUrl: 'https://server.test/v1' })
const operations = Object.keys(routes) as OperationName[]
const surface: Readonly<Record<string, unknown>> = queries

const upperFirst = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const lowerFirst = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)

/** An id for each that the route names. */
const idsOf = (operation: OperationName) =>
  Object.fromEntries(
    [...routes[operation].matchAll(/\{(\w+)\}/g)].map(([, name]) => [String(name), `the_${name}`]),
  )

interface Factory {
  (client: AssistantsClient, params?: object): Readonly<Record<string, unknown>>
}
const factoryOf = (name: string): Factory => {
  if (typeof surface[name] !== 'function') throw new Error(`${name} is missing`)
  // By the grammar: a factory takes a client, and params if it reads.
  return surface[name] as Factory
}

/** The noun of a read: what follows `get` or `list`. */
const nounOf = (operation: string) => operation.replace(/^(?:get|list)/, '')
const isRead = (operation: OperationName) => routes[operation].startsWith('GET ')

it.each(operations)('the client has %s', (operation) => {
  expect(client[operation]).toBeTypeOf('function')
})

describe.each(operations.filter(isRead))('%s', (operation) => {
  it('has a key that is its URL, a factory and two hooks named by its noun', () => {
    const ids = idsOf(operation)
    const noun = nounOf(operation)
    const { queryKey, initialPageParam } = factoryOf(`${lowerFirst(noun)}Query`)(client, ids)
    const path = routes[operation].replace('GET /', '').replaceAll(/\{(\w+)\}/g, 'the_$1')
    const isList = operation.startsWith('list')
    expect(queryKey).toEqual([
      ...queries.rootKey(client),
      ...path.split('/'),
      ...(isList ? ['list'] : []),
    ])
    expect(initialPageParam === null).toBe(isList)
    expect(surface[`use${noun}`]).toBeTypeOf('function')
    expect(surface[`useSuspense${noun}`]).toBeTypeOf('function')
  })
})

describe.each(operations.filter((operation) => !isRead(operation)))('%s', (operation) => {
  it('has a mutation key that is its name, a factory and a hook named by it', () => {
    const options = factoryOf(`${operation}Mutation`)(client)
    expect(options['mutationKey']).toEqual([...queries.rootKey(client), operation])
    expect(options['mutationFn']).toBeTypeOf('function')
    expect(surface[`use${upperFirst(operation)}`]).toBeTypeOf('function')
  })
})

describe('the surface of queries', () => {
  it('has no factory and no hook without an operation', () => {
    const reads = operations.filter(isRead).map(nounOf)
    const writes = operations.filter((operation) => !isRead(operation))
    const known = new Set([
      ...reads.flatMap((noun) => [`${lowerFirst(noun)}Query`, `use${noun}`, `useSuspense${noun}`]),
      ...writes.flatMap((operation) => [`${operation}Mutation`, `use${upperFirst(operation)}`]),
      'useAssistantsClient',
      'useIsSupported',
    ])
    const named = Object.keys(surface).filter((name) => /^use[A-Z]|(?:Query|Mutation)$/.test(name))
    expect(named.filter((name) => !known.has(name))).toEqual([])
    expect(known.size).toBe(named.length)
  })

  it('gives no two reads one key', () => {
    const keys = operations
      .filter(isRead)
      .map((operation) =>
        factoryOf(`${lowerFirst(nounOf(operation))}Query`)(client, idsOf(operation)),
      )
      // Every factory of a read gives a key.
      .map(({ queryKey }) => hashKey(queryKey as readonly unknown[]))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

/** All files of a folder, one after the other. */
const textOf = (folder: string, ending: string) =>
  readdirSync(join(import.meta.dirname, '../..', folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(import.meta.dirname, '../..', folder, name), 'utf8'))
    .join('\n')

const sources = textOf('src/queries', '.ts') + textOf('src/queries/hooks', '.ts')
const typeTests = textOf('test/types', '.test-d.ts')

/** The name that an operation had first; one of them was misspelt. */
const firstNameOf = (operation: string) =>
  operation === 'submitToolOutputs'
    ? 'submit_tool_ouputs_to_run'
    : operation.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const named = operations.flatMap((operation) => {
  const noun = nounOf(operation)
  const names = isRead(operation)
    ? [`${lowerFirst(noun)}Query`, `use${noun}`, `useSuspense${noun}`]
    : [`${operation}Mutation`, `use${upperFirst(operation)}`]
  return names.map((name) => ({ name, firstName: firstNameOf(operation) }))
})

describe.each(named)('$name', ({ name, firstName }) => {
  it('is tried as a type, right and wrong', () => {
    expect(typeTests.split(`${name}(`).length).toBeGreaterThan(1)
  })

  it('says in the editor what it does, and the name that its operation had first', () => {
    const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\nexport const ${name} `)
    expect(comment.exec(sources)?.[1]).toContain(`\`${firstName}\``)
  })
})
