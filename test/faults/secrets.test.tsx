import { describe, expect, it } from 'vitest'
import { createAssistantsClient, isConfigurationError } from '../../src/api/index.js'
import { drawSchedule } from './schedule.js'
import { isFull } from './size.js'
import { type Looked, watchSecrets } from './watchSecrets.js'
import { createEnginePage } from './world/createEnginePage.js'
import type { OpenPage } from './world/createPageParts.js'
import { createTreePage } from './world/createTreePage.js'

const first = Number(process.env['FAULT_SEED'] ?? 1)

async function lookAll(openPage: OpenPage, count: number) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
  const sum: Looked = { requests: 0, errors: 0, logged: 0, kept: 0, leaks: [] }
  for (let seed = first; seed < first + count; seed++) {
    const { leaks, ...counts } = await watchSecrets(drawSchedule(seed), openPage)
    sum.leaks.push(...leaks.map((leak) => `seed ${seed}: ${leak}`))
    sum.requests += counts.requests
    sum.errors += counts.errors
    sum.logged += counts.logged
    sum.kept += counts.kept
  }
  return sum
}

describe('a key, and what people write', () => {
  it.each([
    { name: 'the engine', openPage: createEnginePage, count: isFull ? 1_000 : 100 },
    { name: 'the real tree', openPage: createTreePage, count: isFull ? 100 : 10 },
  ])(
    'are where they belong and nowhere else, in $name',
    { timeout: 600_000 },
    async ({ name, openPage, count }) => {
      const { requests, errors, logged, kept, leaks } = await lookAll(openPage, count)
      console.log(
        `S8, secrets in ${name}: ${count} schedules, ${requests} requests, ${errors} errors, ${logged} logs, ${kept} writes looked through; ${leaks.length} leaks`,
      )
      expect(leaks.slice(0, 5)).toEqual([])
      // What was never made cannot tell anything.
      expect(Math.min(requests, kept)).toBeGreaterThan(0)
    },
  )

  const key = 'sk-live-0123456789abcdef'
  it.each([
    { authorization: `Bearer ${key}` },
    { Authorization: key },
    { 'api-key': key },
  ] as Record<string, string>[])(
    'a provider key in a browser throws, and is not quoted: %s',
    async (headers) => {
      const make = (given: typeof headers | (() => typeof headers)) =>
        createAssistantsClient({
          baseUrl: 'https://server.test/v1',
          headers: given,
          fetch: () => Promise.reject(new TypeError('It was sent.')),
        })
      const thrown = [
        await Promise.resolve()
          .then(() => make(headers))
          .catch((error: unknown) => error),
        await make(() => headers)
          .listAssistants({})
          .catch((error: unknown) => error),
      ]
      for (const error of thrown) {
        expect(isConfigurationError(error)).toBe(true)
        expect(String(error)).not.toContain(key)
      }
      expect(() =>
        createAssistantsClient({ baseUrl: '/v1', headers, allowKeyInBrowser: true }),
      ).not.toThrow()
    },
  )
})
