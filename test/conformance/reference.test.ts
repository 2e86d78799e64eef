import { readFileSync } from 'node:fs'

import { beforeAll, describe, expect, it } from 'vitest'

import { readReference } from '../../.storybook/readReference.js'
import { type OperationName, routes } from '../../src/api/index.js'
import * as kit from '../../src/index.js'
import { names } from '../../stories/reference/names.js'
import { resources } from '../../stories/reference/resources.js'
import { idsOf, isRead } from '../../stories/reference/surface.js'
import type { Reference } from '../../stories/reference/types.js'

const snakeCase = (name: string) =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const operations = Object.keys(routes) as OperationName[]

let reference: Reference
let files: string[]
beforeAll(() => {
  ;({ reference, files } = readReference())
}, 60_000)

describe('the reference', () => {
  it('is made of the sources alone', () => {
    const bare = (text: string) => text.replaceAll(/[\s*]+/g, '')
    const sources = files.map((file) => bare(readFileSync(file, 'utf8'))).join('')
    const told = Object.values(reference.operations).flatMap(({ factory, hook }) =>
      [factory, hook].flatMap(({ sentences, examples }) => sentences.concat(examples)),
    )
    expect(told.length).toBeGreaterThan(2 * operations.length)
    expect(told.filter((text) => !sources.includes(bare(text)))).toEqual([])
  })

  it('has every operation, on one page', () => {
    expect(Object.keys(reference.operations)).toEqual(operations)
    expect(resources.flatMap((resource) => resource.operations).toSorted()).toEqual(
      operations.toSorted(),
    )
  })

  it.each(operations)('says of %s what it takes, gives and is called', (operation) => {
    const { params, result, method, factory, hook, suspenseHook } = reference.operations[operation]!
    const ids = idsOf(operation)
    const python = names.find((one) => one.operation === operation)?.python
    expect(params.members.slice(0, ids.length).map(({ name }) => name)).toEqual(ids)
    expect(result).not.toMatch(/\b(?:any|unknown|V)\b/)
    const isBare = params.members.every(({ isOptional }) => isOptional)
    expect(method.params[0]).toBe(`params${isBare ? '?' : ''}: Params<'${operation}'>`)
    for (const callable of [factory, hook, suspenseHook]) {
      if (callable === null) continue
      expect(Object.hasOwn(kit, callable.name)).toBe(true)
      expect(callable.sentences[0]).toMatch(/^[A-Z].*\.$/)
      expect(callable.sentences[0]).toContain(`\`${python ?? snakeCase(operation)}\``)
    }
    expect(suspenseHook !== null).toBe(isRead(operation))
  })

  it('says what a member is when nothing is said', () => {
    const limit = reference.operations['listRuns']?.params.members.find(
      ({ name }) => name === 'limit',
    )
    expect(limit).toMatchObject({ byDefault: '20', isOptional: true, type: 'number' })
  })

  it.each(operations)('says in a sentence what each member that %s takes is', (operation) => {
    const { members } = reference.operations[operation]!.params
    expect(members.filter(({ sentence }) => !sentence).map(({ name }) => name)).toEqual([])
  })

  it('says in a sentence what each object is, and each of its members', () => {
    for (const { sentence, members } of Object.values(reference.objects)) {
      expect(sentence).not.toBe('')
      expect(members.filter((one) => !one.sentence).map(({ name }) => name)).toEqual([])
    }
  })

  it('tells the editions apart', () => {
    const content = reference.operations['createMessage']?.params.members
      .filter(({ name }) => name === 'content')
      .map(({ type, edition }) => [edition, type])
    expect(content).toEqual([
      ['v2', 'string | MessageInputPart[]'],
      ['v1', 'string'],
    ])
  })

  it('knows the objects and the family of errors', () => {
    expect(Object.keys(reference.objects)).toContain('Run')
    for (const { members } of Object.values(reference.objects)) {
      expect(members.length).toBeGreaterThan(2)
    }
    expect(reference.errors.map(({ name }) => name)).toContain('ApiError')
    for (const { sentence, guard } of reference.errors) {
      expect(sentence).not.toBe('')
      expect(guard).not.toBeNull()
    }
    expect(reference.writes).toMatch(/\.$/)
    for (const { says } of reference.throws) expect(says).not.toEqual([])
  })
})
