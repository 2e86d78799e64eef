import { expect, it } from 'vitest'

import { missingInVersion, routes } from '../../src/api/index.js'
import * as kit from '../../src/index.js'
import { names } from '../../stories/reference/names.js'
import { surfaceOf } from '../../stories/reference/surface.js'

// What the official package calls them is asked of the package itself, in clients.test.ts.

const camelCase = (name: string) =>
  name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

it('names every operation once', () => {
  expect(names.map(({ operation }) => operation).toSorted()).toEqual(Object.keys(routes).toSorted())
})

it('names the 27 operations of the Python SDK, in its own spelling', () => {
  const python = names.flatMap(({ python: name }) => name ?? [])
  expect(new Set(python).size).toBe(27)
  const unlike = names.filter(
    ({ python: name, operation }) => name && camelCase(name) !== operation,
  )
  expect(unlike.map(({ python: name }) => name)).toEqual(['submit_tool_ouputs_to_run'])
})

it('names in the official package of today what the second edition has, and the rest in an older one', () => {
  const gone = names.filter(({ npm }) => npm === null)
  expect(gone.map(({ operation }) => operation).toSorted()).toEqual(
    Object.keys(missingInVersion.v2).toSorted(),
  )
  expect(gone.every(({ formerly }) => formerly !== undefined)).toBe(true)
})

it('names what the kit has', () => {
  const client = kit.createAssistantsClient({ baseUrl: 'https://server.test' })
  const surface = names.map(({ operation }) => surfaceOf(operation))
  const exported = surface.flatMap(({ factory, hook, suspenseHook }) =>
    suspenseHook === null ? [factory, hook] : [factory, hook, suspenseHook],
  )
  expect(surface.filter(({ method }) => !(method in client))).toEqual([])
  expect(exported.filter((name) => !Object.hasOwn(kit, name))).toEqual([])
})
