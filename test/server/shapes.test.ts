import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ApiVersion,
  eventNames,
  missingInVersion,
  type OperationName,
  routes,
} from '../../src/api/index.js'
import { playScenario } from './playScenario.js'
import { scenarios } from './scenarios.js'

const editions: ApiVersion[] = ['v1', 'v2']

describe.each(editions)('everything that is emitted in %s', (edition) => {
  const seen = new Map<string, number>()

  it('is of its shape, whatever happens', async () => {
    const played = fc.asyncProperty(scenarios, (scenario) =>
      playScenario(edition, scenario, (emitted) => {
        if (emitted.edition === edition) seen.set(emitted.name, (seen.get(emitted.name) ?? 0) + 1)
      }),
    )
    await expect(fc.assert(played, { numRuns: 400, seed: 3 })).resolves.toBeUndefined()
  }, 120_000)

  it('was every answer, every refusal and every event that the edition has', () => {
    const operations = (Object.keys(routes) as OperationName[]).filter(
      // Files go without the header, and are the same in both.
      (operation) => !(operation in missingInVersion[edition]),
    )
    const events = [...eventNames].filter(
      (name) => edition === 'v2' || name !== 'thread.run.incomplete',
    )
    const refusals = ['error 400', 'error 404', 'error 405', 'error']
    const missing = [...operations, ...events, ...refusals].filter((name) => !seen.has(name))
    expect(missing).toEqual([])
    const total = [...seen.values()].reduce((sum, count) => sum + count, 0)
    console.log(`${edition}: ${total} emitted things of ${seen.size} kinds fit their schemas.`)
  })
})
