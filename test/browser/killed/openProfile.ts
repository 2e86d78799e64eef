import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { findBrowser } from '../../support/browser.mjs'

/** A browser's profile, which outlives its pages and the browser itself. */
export interface Profile {
  /** Opens a page, in a browser that is opened first if need be. */
  open: () => Promise<Page>
  /** Ends a page, or the whole browser, without a word to either. */
  kill: (page: Page, who: 'page' | 'browser') => Promise<void>
  /** What pages complained of. */
  faults: string[]
  close: () => Promise<void>
}

/** How long anything in a page may take. */
const longest = 15_000

/** Makes an empty profile. `prepare` is done with each browser that is opened on it. */
export async function openProfile(
  prepare: (context: BrowserContext) => Promise<void>,
): Promise<Profile> {
  const folder = await mkdtemp(path.join(tmpdir(), 'react-assistants-killed-'))
  const { executablePath, env } = findBrowser()
  const faults: string[] = []
  let context: BrowserContext | null = null

  const launch = async () => {
    const launched = await chromium.launchPersistentContext(folder, {
      ...(executablePath && { executablePath }),
      env: { ...process.env, ...env },
    })
    launched.setDefaultTimeout(longest)
    launched.on('page', (page) => {
      page.on('pageerror', ({ message }) => faults.push(message))
    })
    await prepare(launched)
    return launched
  }
  const killPage = async (page: Page) => {
    const gone = page.waitForEvent('crash')
    const tools = await page.context().newCDPSession(page)
    // Who is gone does not answer.
    tools.send('Page.crash').catch(() => {})
    await gone
    await page.close()
  }
  const killBrowser = async (page: Page) => {
    const browser = page.context().browser()
    const tools = await browser?.newBrowserCDPSession()
    const { processInfo = [] } = (await tools?.send('SystemInfo.getProcessInfo')) ?? {}
    const main = processInfo.find(({ type }) => type === 'browser')
    if (!main) throw new Error('The browser does not tell its process.')
    const gone = page.context().waitForEvent('close')
    process.kill(main.id, 'SIGKILL')
    await gone
    context = null
  }

  return {
    faults,
    async open() {
      context ??= await launch()
      return context.newPage()
    },
    kill: (page, who) => (who === 'page' ? killPage(page) : killBrowser(page)),
    async close() {
      await context?.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
