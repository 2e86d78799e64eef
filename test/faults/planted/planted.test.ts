import { createServer, createServerModuleRunner, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFull } from '../size.js'
import { countPlaces, plantFault } from './plantFault.js'
import { type Plant, plants } from './plants.js'

/** What looks for the fault, as it is loaded with the fault in it. */
interface Watch {
  watches: Record<string, () => Promise<string | null>>
}

/** Each takes a suite of its own; `npm test` sees that all still fit, and that one is caught. */
const tried = isFull ? plants : plants.filter(({ find }) => find.includes('decoder'))

describe('planted faults', () => {
  it('find their line exactly once', () => {
    expect(plants.filter((plant) => countPlaces(plant) !== 1)).toEqual([])
    expect(plants.length).toBeGreaterThanOrEqual(20)
  })

  let vite: ViteDevServer
  let current: Plant | null = null
  const told: string[] = []
  beforeAll(async () => {
    vite = await createServer({
      configFile: false,
      logLevel: 'silent',
      server: { middlewareMode: true, watch: null, hmr: false, ws: false },
      optimizeDeps: { noDiscovery: true },
      plugins: [plantFault(() => current)],
    })
  })
  afterAll(async () => {
    await vite.close()
    console.log(`R12, ${told.length} planted faults caught\n${told.join('\n')}`)
  })

  /** Loads the suite with the plant in it and says who caught it. */
  const whoCatches = async (plant: Plant | null): Promise<string | null> => {
    current = plant
    vite.moduleGraph.invalidateAll()
    vite.environments.ssr.moduleGraph.invalidateAll()
    const runner = createServerModuleRunner(vite.environments.ssr, { hmr: false })
    try {
      const { watches } = (await runner.import('/test/faults/planted/watches.ts')) as Watch
      for (const [name, watch] of Object.entries(watches)) {
        if (plant?.by && plant.by !== name) continue
        const caught = await watch()
        if (caught !== null) return `${name}: ${caught}`
      }
      return null
    } finally {
      await runner.close()
    }
  }

  it.each(tried)('is caught: $breaks', { timeout: 300_000 }, async (plant) => {
    const caught = await whoCatches(plant)
    expect(caught).not.toBeNull()
    told.push(
      `  ${plant.breaks}\n    ${plant.file}; ${(caught ?? '').split('\n')[0]?.slice(0, 110)}`,
    )
  })
})
