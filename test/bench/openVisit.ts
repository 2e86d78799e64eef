import process from 'node:process'
import { type Browser, chromium, type Page } from 'playwright'
import { findBrowser } from '../support/browser.mjs'
import type { Thread } from './page/contestant.js'

/** One page in a renderer of its own, and what it costs. */
export interface Visit {
  page: Page
  /** Milliseconds of the main thread that this takes. */
  cost: (act: () => Promise<void>) => Promise<number>
  /** The tasks of the main thread that this takes, in milliseconds of its own time. */
  tasks: (act: () => Promise<void>) => Promise<number[]>
  /** Megabytes of the heap that are in use. */
  heap: () => Promise<number>
  /** Samples of the processor while this goes on. */
  profile: (act: () => Promise<void>) => Promise<CpuProfile>
  close: () => Promise<void>
}

/** As much of a trace as is read here. */
interface Traced {
  name: string
  args: { name?: string }
  pid: number
  tid: number
  /** Microseconds of the thread itself. */
  tdur?: number
}

/** What the browser traces while something goes on, of all its processes. */
async function trace(browser: Browser, act: () => Promise<void>): Promise<Traced[]> {
  const tools = await browser.newBrowserCDPSession()
  const found: Traced[] = []
  tools.on('Tracing.dataCollected', ({ value }) => found.push(...(value as unknown as Traced[])))
  const isComplete = new Promise<void>((resolve) => {
    tools.on('Tracing.tracingComplete', () => resolve())
  })
  await tools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'] },
  })
  await act()
  await tools.send('Tracing.end')
  await isComplete
  await tools.detach()
  return found
}

export interface CpuProfile {
  nodes: {
    id: number
    callFrame: { functionName: string; url: string; lineNumber: number }
    children?: number[]
  }[]
  samples?: number[]
  timeDeltas?: number[]
}

export const launchBrowser = (): Promise<Browser> => {
  const { executablePath, env } = findBrowser()
  return chromium.launch({
    ...(executablePath && { executablePath }),
    env: { ...process.env, ...env },
  })
}

export async function openVisit(browser: Browser, url: string, thread?: Thread): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 900, height: 800 } })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  const tools = await context.newCDPSession(page)
  await page.goto(url)
  // Time of the thread itself: what the rest of the machine does meanwhile does not count.
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' })
  if (thread) await page.evaluate((loaded) => window.bench.fill(loaded), thread)

  const read = async (name: string): Promise<number> => {
    const { metrics } = await tools.send('Performance.getMetrics')
    return metrics.find((one) => one.name === name)?.value ?? Number.NaN
  }
  const collect = async () => {
    await tools.send('HeapProfiler.collectGarbage')
    await tools.send('HeapProfiler.collectGarbage')
  }
  await collect()

  return {
    page,
    async cost(act) {
      const before = await read('TaskDuration')
      await act()
      return ((await read('TaskDuration')) - before) * 1_000
    },
    async tasks(act) {
      const found = await trace(browser, act)
      const isMain = ({ name, args }: Traced) =>
        name === 'thread_name' && args.name === 'CrRendererMain'
      const threads = new Set(found.filter(isMain).map(({ pid, tid }) => `${pid} ${tid}`))
      return found
        .filter(({ name, pid, tid }) => name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
        .flatMap(({ tdur }) => (tdur === undefined ? [] : tdur / 1_000))
    },
    async heap() {
      await collect()
      return (await read('JSHeapUsedSize')) / 2 ** 20
    },
    async profile(act) {
      await tools.send('Profiler.enable')
      await tools.send('Profiler.setSamplingInterval', { interval: 200 })
      await tools.send('Profiler.start')
      await act()
      const { profile } = await tools.send('Profiler.stop')
      return profile
    },
    async close() {
      await context.close()
      if (faults.length > 0) throw new Error(`The page failed: ${faults.join('; ')}`)
    },
  }
}
