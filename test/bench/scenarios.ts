import type { Page } from 'playwright'
import type { ScenarioName } from './budgets.js'
import type { PageName } from './buildPages.js'
import type { Visit } from './openVisit.js'
import { countParsed } from './parseWork.js'
import type { Thread } from './page/contestant.js'
import { streamedAnswer } from './page/contents.js'

/** One round of a scenario: every contestant once. */
export interface Round {
  index: number
  isQuick: boolean
  visit: (
    page: PageName,
    thread: Thread | undefined,
    act: (visit: Visit) => Promise<void>,
  ) => Promise<void>
  /** Takes down the kit's figure, and the bare page's where there is one, under a budget's key. */
  record: (key: string, kit: number, bare?: number) => void
}

type Act = () => Promise<void>

/** Nobody is always first. */
async function interleave({ index }: Round, acts: readonly Act[]): Promise<void> {
  const from = index % acts.length
  for (const act of [...acts.slice(from), ...acts.slice(0, from)]) await act()
}

/** The same on both pages; the figures are held against each other. */
function pair(
  { visit }: Round,
  threads: { kit: Thread; bare?: Thread },
  act: (visit: Visit) => Promise<number>,
  tell: (kit: number, bare: number) => void,
): Act[] {
  const figures: Partial<Record<'kit' | 'bare', number>> = {}
  const one = (page: 'kit' | 'bare', thread: Thread) => () =>
    visit(page, thread, async (opened) => {
      figures[page] = await act(opened)
      if (figures.kit !== undefined && figures.bare !== undefined) tell(figures.kit, figures.bare)
    })
  return [one('kit', threads.kit), one('bare', threads.bare ?? threads.kit)]
}

const open = (page: Page) => page.evaluate(() => window.bench.open())
const thread = (count: number, more: Partial<Thread> = {}): Thread => ({ count, older: 0, ...more })

async function burst({ page, cost }: Visit, deltas: number): Promise<number> {
  await open(page)
  await page.evaluate((count) => window.bench.begin(count), deltas)
  return (await cost(() => page.evaluate(() => window.bench.burst()))) / deltas
}

const perSecond = 200

/** Deltas of a stream that a person would wait for. */
const pacedDeltas = ({ isQuick }: Round) => (isQuick ? 600 : 2_000)

async function p95WhileStreaming({ page }: Visit): Promise<number> {
  await open(page)
  await page.evaluate((count) => window.bench.begin(count), 1_000)
  const keys = await page.evaluateHandle(() => window.bench.watchKeys())
  const streamed = page.evaluate((rate) => window.bench.paced(rate), perSecond)
  for (let key = 0; key < 40; key++) {
    await page.waitForTimeout(100)
    await page.keyboard.press('a')
  }
  await streamed
  const waits = (await keys.evaluate((stop) => stop())).toSorted((a, b) => a - b)
  return waits[Math.ceil(waits.length * 0.95) - 1] ?? Number.NaN
}

/** Past some thousand rows, a frame of the bare page takes so long that fewer have to do. */
const scrolled = (count: number) => ({ frames: count > 1_000 ? 60 : 180, px: 800 })
const flung = { frames: 120, px: 200 }

async function scroll({ page, cost }: Visit, count: number): Promise<number> {
  await open(page)
  const asked = scrolled(count)
  const all = await cost(() =>
    page.evaluate(({ frames, px }) => window.bench.scroll(frames, px), asked),
  )
  return all / asked.frames
}

/** Where the reader stands when the older messages come. */
const fromTop = 300

async function prepend({ page }: Visit): Promise<{ shift: number; longest: number }> {
  await open(page)
  await page.evaluate((px) => window.bench.toTop(px), fromTop)
  return page.evaluate(() => window.bench.prepend(60))
}

export const scenarios: Readonly<Record<ScenarioName, (round: Round) => Promise<void>>> = {
  async burst(round) {
    const { record, isQuick } = round
    const counts = isQuick ? [10, 1_000] : [10, 1_000, 10_000]
    let short: number | undefined
    let long: number | undefined
    const tellLong = () => {
      if (short !== undefined && long !== undefined) record('burst 8000', long, short)
    }
    await interleave(round, [
      ...counts.flatMap((count) =>
        pair(
          round,
          { kit: thread(count) },
          (visit) => burst(visit, 2_000),
          (kit, bare) => {
            record(`burst ${count}`, kit, bare)
            if (count === 10) short = kit
            tellLong()
          },
        ),
      ),
      () =>
        round.visit('kit', thread(10), async (visit) => {
          long = await burst(visit, 8_000)
          tellLong()
        }),
    ])
  },

  async paced(round) {
    const { record, visit, isQuick } = round
    const deltas = pacedDeltas(round)
    const counts = isQuick ? [1_000] : [1_000, 10_000]
    const kit = new Map<number, number>()
    const longTasks: Record<'kit' | 'bare', number> = { kit: 0, bare: 0 }
    let bare = Number.NaN
    const stream = async (page: 'kit' | 'bare', { page: opened, cost, tasks }: Visit) => {
      await open(opened)
      await opened.evaluate((count) => window.bench.begin(count), deltas)
      let spent = Number.NaN
      const all = await tasks(async () => {
        spent = await cost(() => opened.evaluate((rate) => window.bench.paced(rate), perSecond))
      })
      if (all.length === 0) throw new Error('The browser traced no task.')
      longTasks[page] = Math.max(longTasks[page], all.filter((ms) => ms > 50).length)
      return spent / (deltas / perSecond)
    }
    await interleave(round, [
      () =>
        visit('bare', thread(1_000, { shown: 20 }), async (opened) => {
          bare = await stream('bare', opened)
        }),
      ...counts.map(
        (count) => () =>
          visit('kit', thread(count), async (opened) => {
            kit.set(count, await stream('kit', opened))
          }),
      ),
    ])
    for (const [count, spent] of kit) record(`paced ${count}`, spent, bare)
    record('paced long tasks', longTasks.kit, longTasks.bare)
  },

  async open(round) {
    const { record, isQuick } = round
    const counts = isQuick ? [100, 1_000] : [100, 1_000, 10_000]
    const kits = new Map<number, number>()
    const heaps: number[] = []
    await interleave(
      round,
      counts.flatMap((count) =>
        pair(
          round,
          { kit: thread(count) },
          async ({ page, cost, heap }) => {
            const spent = await cost(() => open(page))
            if (count === 1_000) heaps.push(await heap())
            return spent
          },
          (kit, bare) => {
            record(`open ${count}`, kit, bare)
            kits.set(count, kit)
            if (count === 1_000) record('open heap', Math.max(...heaps), Math.min(...heaps))
          },
        ),
      ),
    )
    const [small, large] = [kits.get(1_000), kits.get(10_000)]
    if (small !== undefined && large !== undefined) record('open growth', large, small)
  },

  async typing(round) {
    const acts = pair(round, { kit: thread(1_000) }, p95WhileStreaming, (kit, bare) =>
      round.record('typing', kit, bare),
    )
    await interleave(round, acts)
  },

  async scroll(round) {
    const { record, isQuick } = round
    const counts = isQuick ? [1_000] : [1_000, 10_000]
    await interleave(round, [
      ...counts.flatMap((count) =>
        pair(
          round,
          { kit: thread(count) },
          (visit) => scroll(visit, count),
          (kit, bare) => record(`scroll ${count}`, kit, bare),
        ),
      ),
      () =>
        round.visit('kit', thread(1_000), async ({ page }) => {
          await open(page)
          record(
            'scroll blank',
            await page.evaluate(({ frames, px }) => window.bench.fling(frames, px), flung),
          )
        }),
    ])
  },

  async prepend(round) {
    const found: Partial<Record<'kit' | 'bare', { shift: number; longest: number }>> = {}
    const old = thread(1_000, { older: 100 })
    await interleave(
      round,
      (['kit', 'bare'] as const).map(
        (page) => () =>
          round.visit(page, old, async (visit) => {
            found[page] = await prepend(visit)
          }),
      ),
    )
    const { kit, bare } = found
    if (!kit || !bare) return
    round.record('prepend shift', kit.shift, bare.shift)
    round.record('prepend frame', kit.longest, bare.longest)
  },

  /** Counts are the same in every round. */
  async counts({ index, visit, record }) {
    if (index > 0) return
    await visit('kit-by-module', thread(1_000), async ({ page }) => {
      await open(page)
      await page.evaluate((count) => window.bench.begin(count), 1_000)
      // What beginning leads to late is not the deltas' doing.
      await page.waitForTimeout(1_000)
      const counts = await page.evaluate(async (rate) => {
        window.counts?.begin()
        await window.bench.pacedDeltas(rate)
        window.counts?.end()
        return window.counts
      }, perSecond)
      if (!counts) throw new Error('Nothing was counted.')
      const { outside, inside, commits, frames, mostCommitsPerFrame } = counts
      console.log(
        `counts: ${commits} commits in ${frames} frames, ${inside} components in the row; elsewhere`,
        outside,
      )
      const elsewhere = Object.values(outside).reduce((sum, one) => sum + one, 0)
      record('counts outside', elsewhere)
      record('counts publishes', mostCommitsPerFrame)
    })
  },

  async parse({ visit, record }) {
    const { streamed, once } = countParsed(streamedAnswer(2_000))
    record('parse characters', streamed, once)
    await visit('parse', undefined, async ({ page }) => {
      const time = await page.evaluate(() => window.timeParsed())
      record('parse time', time.streamed, time.once)
    })
  },
}
