import type { Browser } from 'playwright'
import type { ScenarioName } from './budgets.js'
import type { Pages } from './buildPages.js'
import { openVisit, type Visit } from './openVisit.js'
import { toShares } from './profile.js'

interface Profiled {
  count: number
  older?: number
  /** What comes before, and is not looked at. */
  prepare?: (visit: Visit) => Promise<void>
  act: (visit: Visit) => Promise<void>
}

const open = ({ page }: Visit) => page.evaluate(() => window.bench.open())

const begin = (deltas: number) => async (visit: Visit) => {
  await open(visit)
  await visit.page.evaluate((count) => window.bench.begin(count), deltas)
}

const profiled: Partial<Record<ScenarioName, Profiled>> = {
  burst: {
    count: 10,
    prepare: begin(8_000),
    act: ({ page }) => page.evaluate(() => window.bench.burst()),
  },
  paced: {
    count: 1_000,
    prepare: begin(2_000),
    act: ({ page }) => page.evaluate(() => window.bench.paced(200)),
  },
  open: { count: 1_000, act: open },
  scroll: {
    count: 1_000,
    prepare: open,
    act: ({ page }) => page.evaluate(() => window.bench.scroll(180, 800)),
  },
  prepend: {
    count: 1_000,
    older: 100,
    prepare: async (visit) => {
      await open(visit)
      await visit.page.evaluate(() => window.bench.toTop(300))
    },
    act: async ({ page }) => {
      await page.evaluate(() => window.bench.prepend(60))
    },
  },
}

/** Shows where the kit's time goes, by package and by function. */
export async function printProfiles(
  names: readonly ScenarioName[],
  pages: Pages,
  browser: Browser,
): Promise<void> {
  for (const name of names) {
    const { count = 0, older = 0, prepare, act } = profiled[name] ?? {}
    if (!act) continue
    const visit = await openVisit(browser, pages.url('kit-by-module'), { count, older })
    await prepare?.(visit)
    const profile = await visit.profile(() => act(visit))
    console.log(`\n${name}: ${toShares(profile)}`)
    await visit.close()
  }
}
