import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright'
import { createAccount, type Rows } from './createAccount.js'
import { type Heard, type Moment, moments } from './moments.js'
import { openProfile } from './openProfile.js'
import { openSite, type Site, type Stand } from './openSite.js'
import type { StorageAct } from './killedPage.js'

/** What became of one page that died, and of what was done in it. */
export interface Killed {
  when: string
  /** Why it could not be played to its end; null when it was. */
  fault: string | null
  /** How many writes the page was told to be kept. */
  kept: number
  /** What was acknowledged and not found by the next page, or not shown by it. */
  lost: string[]
  /** What the person meant to say. */
  words: string
  /** How the thread stands in the end, when the person has finished in the next page what they were at. */
  stand: Stand | null
}

const answer = '24 °C, and not a cloud in the sky'
const trip = { name: 'Ada', days: 3 }

/** What is handed in, in the order of the calls. */
export const outputs: readonly string[] = [answer, JSON.stringify(trip)]

/** Milliseconds that a key is held down. */
const keyTime = 12
const longest = 15_000

const boxes = (page: Page) => ({
  composer: page.getByRole('textbox', { name: 'Message', exact: true }),
  answer: page.getByRole('textbox', { name: /^Answer to Weather/ }),
  name: page.getByRole('textbox', { name: 'Name' }),
  days: page.getByRole('textbox', { name: 'Days' }),
  submit: page.getByRole('button', { name: 'Send 2 answers' }),
  unsent: page.getByRole('button', { name: /^(Send again|Check and send)$/ }),
  ask: page.getByRole('button', { name: 'Ask for an answer' }),
  end: page.getByText('Thank you.'),
})
type Boxes = ReturnType<typeof boxes>

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + longest
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It never came to this: ${what}.`)
    await wait(20)
  }
}

/** Writes, sends, answers and hands in. What the page does not die over is pasted, which takes less time. */
async function act(
  page: Page,
  words: string,
  { at }: Moment,
  hear: (what: Heard) => Promise<unknown>,
) {
  const { composer, answer: line, name, days, submit, end } = boxes(page)
  const type = async (text: string, what: 'typed words' | 'typed answer') => {
    const kept = what === 'typed words' ? 'draft' : 'answers'
    const isByKey = at === what || at.endsWith(` ${kept}`)
    for (const piece of isByKey ? text : [text]) {
      if (isByKey) await page.keyboard.type(piece, { delay: keyTime })
      else await page.keyboard.insertText(piece)
      await hear(what)
    }
  }
  await composer.focus()
  await type(words, 'typed words')
  await page.keyboard.press('Enter')
  await hear('pressed send')
  await line.focus()
  await type(answer, 'typed answer')
  await name.focus()
  await type(trip.name, 'typed answer')
  await days.focus()
  await type(String(trip.days), 'typed answer')
  await submit.click()
  await hear('pressed submit')
  await end.waitFor()
}

/** Brings to its end what the page before could not, as a person would who sees this page. */
async function finish(page: Page, site: Site, threadId: string, words: string, rows: Rows) {
  const { composer, answer: line, name, days, submit, unsent, ask, end } = boxes(page)
  const read = () => site.read(threadId)
  const isSaid = async () => (await read()).said.includes(words)
  const isKept = [...rows].some(([key, value]) => {
    return key.startsWith(`sends `) && JSON.stringify(value).includes(words)
  })
  if (await isSaid()) {
    await composer.fill('')
    await unsent.or(ask).or(submit).or(end).first().waitFor()
  } else if (isKept) await unsent.waitFor()
  else {
    await composer.fill(words)
    await composer.press('Enter')
  }
  // Pressed wherever it is offered: what has arrived must not be sent once more by it.
  if (await unsent.isVisible()) await unsent.click()
  await until('the message has arrived', isSaid)
  await until('a run answers it', async () => {
    if (await ask.isVisible()) await ask.click()
    return (await read()).runs.length > 0
  })
  await submit.or(end).first().waitFor()
  if (await submit.isVisible()) {
    await line.fill(answer)
    await name.fill(trip.name)
    await days.fill(String(trip.days))
    await submit.click()
  }
  await end.waitFor()
}

/** What was acknowledged as kept is on screen, or with the server. */
async function findUnseen(
  { composer, answer: line, name, days, unsent }: Boxes,
  site: Site,
  { threadId, words }: { threadId: string; words: string },
  account: ReturnType<typeof createAccount>,
): Promise<string[]> {
  // Words and answers only grow here: what was kept longest says all that was kept.
  const longestOf = (texts: string[]) => texts.toSorted((a, b) => a.length - b.length).at(-1) ?? ''
  const drafts = account.everKept('drafts') as {
    composer: string
    answers: Record<string, { text: string }>
  }[]
  const draft = longestOf(drafts.map(({ composer: text }) => text))
  const isSent = JSON.stringify(account.everKept('sends')).includes(words)
  const answers = drafts.flatMap((one) => Object.entries(one.answers))
  const answerTo = (call: string) =>
    longestOf(answers.flatMap(([key, { text }]) => (key.endsWith(call) ? [text] : [])))
  const { name: who = '', days: many = '' } = JSON.parse(answerTo('call_2') || '{}') as {
    name?: string
    days?: number
  }
  const begins = async (box: Boxes['composer'], text: string) =>
    text === '' || ((await box.isVisible()) && (await box.inputValue()).startsWith(text))
  const lost: string[] = []
  const expect = (what: string, isSo: () => Promise<boolean>) =>
    until(what, isSo).catch(({ message }: Error) => void lost.push(message))

  await expect(`"${isSent ? words : draft}" is in the composer, unsent, or sent`, async () => {
    const { said } = await site.read(threadId)
    if (said.includes(words) || (await unsent.isVisible())) return true
    return begins(composer, isSent ? words : draft)
  })
  await expect(`the answers ${JSON.stringify(answers)} are there, or taken`, async () => {
    if ((await site.read(threadId)).taken.length > 0) return true
    return (
      (await begins(line, answerTo('call_1'))) &&
      (await begins(name, who)) &&
      (await begins(days, String(many)))
    )
  })
  return lost
}

/** Plays every moment, one after the other, on one profile. */
export async function playMoments(): Promise<Killed[]> {
  /** Hears what is done in the page that is to die. */
  let hear: (what: Heard) => Promise<boolean> = () => Promise.resolve(true)
  let account = createAccount()
  let rows: Rows = new Map()

  const site = await openSite((what) => hear(what))
  const profile = await openProfile(async (context) => {
    await context.exposeFunction('tellAct', (told: StorageAct) => {
      const what = account.note(told)
      // The page goes on at once: it is in the middle of this as it dies.
      if (what) void hear(what)
    })
    await context.exposeFunction('tellRows', (found: [string, unknown][]) => {
      rows = new Map(found)
    })
  })

  /** Acts in a page until the moment comes, and ends it there. */
  const actAndDie = async (page: Page, words: string, moment: Moment) => {
    const { at, nth = 1, who = 'page', held, isLost } = moment
    let count = 0
    let isDying = false
    let die = () => {}
    const death = new Promise<void>((resolve, reject) => {
      die = () => void profile.kill(page, who).then(resolve, reject)
    })
    hear = async (what) => {
      if (what === at && ++count === nth) {
        isDying = true
        die()
      }
      // The world stands still until the page is gone.
      if (isDying || what === held) await death.catch(() => {})
      return !(isLost && what === (held ?? at))
    }
    const played = act(page, words, moment, (what) => hear(what)).then(
      () => Promise.reject(new Error(`"${at}" was never heard.`)),
      async (error: unknown) => {
        if (!isDying) throw error
        await death
      },
    )
    await Promise.race([death, played])
    hear = () => Promise.resolve(true)
  }

  const play = async (moment: Moment, page: Page, number: number): Promise<[Killed, Page]> => {
    const words = `The weather and a trip, for the ${number}. time`
    const { threadId, url } = await site.open()
    account = createAccount()
    const killed: Killed = {
      when: moment.when,
      fault: null,
      kept: 0,
      lost: [],
      words,
      stand: null,
    }
    let next = page
    try {
      await page.goto(url)
      await actAndDie(page, words, moment)
      const before = account
      killed.kept = before.kept
      account = createAccount()
      next = await profile.open()
      await next.goto(url)
      await boxes(next).composer.waitFor()
      killed.lost = before.findLost(rows)
      killed.lost.push(...(await findUnseen(boxes(next), site, { threadId, words }, before)))
      await finish(next, site, threadId, words, rows)
    } catch (error) {
      killed.fault = error instanceof Error ? error.message : String(error)
      if (next === page) next = await profile.open()
    }
    killed.stand = await site.read(threadId)
    return [killed, next]
  }

  try {
    const all: Killed[] = []
    let page = await profile.open()
    for (const [at, moment] of moments.entries()) {
      const [killed, next] = await play(moment, page, at + 1)
      page = next
      killed.lost.push(...profile.faults.splice(0))
      all.push(killed)
    }
    return all
  } finally {
    await profile.close()
    site.close()
  }
}
