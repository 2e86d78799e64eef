import { writeFile } from 'node:fs/promises'
import type { Browser } from 'playwright'
import { buildPages, type Pages } from './buildPages.js'
import { launchBrowser, openVisit } from './openVisit.js'
import { type BenchOptions, help, readOptions } from './options.js'
import { printProfiles } from './printProfiles.js'
import { describeMachine, isMissed, type Sample, toFigures, toTable } from './report.js'
import { type Round, scenarios } from './scenarios.js'

/** Streams that take their time are run less often. */
const slow = new Set(['paced', 'typing', 'scroll'])

async function measure(
  { scenarios: names, runs, isQuick }: BenchOptions,
  pages: Pages,
  browser: Browser,
) {
  const samples = new Map<string, Sample[]>()
  for (let index = 0; index < runs; index++) {
    for (const name of names) {
      if (slow.has(name) && index >= Math.ceil(runs * 0.6)) continue
      const began = Date.now()
      const round: Round = {
        index,
        isQuick,
        async visit(page, thread, act) {
          const url = `${pages.url(page)}${name === 'counts' ? '?count' : ''}`
          const visit = await openVisit(browser, url, thread)
          try {
            await act(visit)
          } finally {
            await visit.close()
          }
        },
        record(key, kit, bare) {
          samples.set(key, [...(samples.get(key) ?? []), { kit, bare }])
        },
      }
      await scenarios[name](round)
      const seconds = ((Date.now() - began) / 1_000).toFixed(1)
      console.error(`round ${index + 1} of ${runs}: ${name} (${seconds} s)`)
    }
  }
  return toFigures(samples)
}

/** Measures the kit beside a bare page and tells how it stands; resolves with the exit code. */
export async function runBench(args: readonly string[]): Promise<number> {
  let options: BenchOptions
  try {
    options = readOptions(args)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    return 2
  }
  const pages = await buildPages(
    options.isProfile ? ['kit-by-module'] : ['bare', 'kit', 'kit-by-module', 'parse'],
  )
  const browser = await launchBrowser()
  try {
    if (options.isProfile) {
      await printProfiles(options.scenarios, pages, browser)
      return 0
    }
    const before = describeMachine(browser.version())
    const figures = await measure(options, pages, browser)
    const { load } = describeMachine(browser.version())
    const machine = { ...before, loadBefore: before.load, load }
    await writeFile(options.file, `${JSON.stringify({ machine, figures }, null, 2)}\n`)
    console.log(
      `\n${machine.processor}, load ${load.join(' ')}, Chromium ${machine.browser}, ` +
        `Node ${machine.node}, ${machine.date}\n\n${toTable(figures)}\n`,
    )
    const missed = figures.filter(isMissed)
    for (const { measure: what } of missed) console.log(`Missed: ${what}`)
    return missed.length > 0 ? 1 : 0
  } finally {
    await browser.close()
    await pages.close()
  }
}
