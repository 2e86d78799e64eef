import type { Message } from '../../../src/api/index.js'
import { isBusy, type RunController } from '../../../src/run/index.js'
import type { Deeds } from '../deeds.js'
import type { Page } from '../world/createPageParts.js'
import type { World } from '../world/createWorld.js'
import { hold } from './violation.js'

export const textOf = ({ content }: Pick<Message, 'content'>): string =>
  content.map((part) => (part.type === 'text' ? part.text.value : `[${part.type}]`)).join('\n')

function checkMessage({ oracle }: World, deeds: Deeds, threadId: string, message: Message) {
  const { id, role, run_id: runId, thread_id: from } = message
  hold('I5', from === threadId, () => `${id} of ${from} is shown in ${threadId}`)
  const text = textOf(message)
  if (text === '') return
  if (role === 'assistant') {
    const said = oracle.said.get(runId ?? '')?.texts ?? []
    const isTrue = said.some((whole) => whole.startsWith(text))
    hold('I4', isTrue, () => `${id} shows "${text}", which is no beginning of ${said.join(' | ')}`)
    return
  }
  const isKnown =
    deeds.elsewhere.includes(text) || [...deeds.sent.values()].some((sent) => sent.text === text)
  hold('I4', isKnown, () => `${id} shows "${text}", which nobody wrote`)
}

/** I5, as it stands on screen: each message that a person sent has its own words. */
function checkWords({ sent }: Deeds, page: Page, threadId: string) {
  const words = page.words()
  if (words === null) return
  const own = new Set(
    [...sent.values()].filter((one) => one.threadId === threadId).map(({ text }) => text),
  )
  const foreign = words.match(/no\. \d+;/g)?.find((text) => !own.has(text))
  hold('I5', foreign === undefined, () => `"${foreign}" is on screen in ${threadId}`)
}

/** What holds at every moment: I4, I5, and each thing once. */
export function checkShown(
  world: World,
  deeds: Deeds,
  page: Page,
  { store, drafts }: RunController,
): void {
  const { threadId } = page
  if (threadId === null || store.getState().threadId !== threadId) return
  const { live } = store.getState()
  const isOver =
    live.phase !== 'settled' || live.run.status === world.oracle.statuses.get(live.run.id)
  hold('I1', isOver, () => `${live.run?.id} is shown as ended, and goes on`)
  const seen = new Set<string>()
  for (const row of page.rows()) {
    const key = row.kind === 'message' ? row.message.id : row.send.intent
    hold('I1', !seen.has(key), () => `${key} is shown twice`)
    seen.add(key)
    if (row.kind === 'message') {
      checkMessage(world, deeds, threadId, row.message)
      continue
    }
    const sent = deeds.sent.get(row.send.intent)
    hold('I5', sent?.threadId === threadId, () => `${key} was not sent here`)
  }
  checkWords(deeds, page, threadId)
  const { composer } = drafts.store.getState()
  const isOwn = composer === '' || composer.startsWith(`${threadId} `)
  hold('I5', isOwn, () => `the draft "${composer}" is shown in ${threadId}`)
}

/** I6: who waits, waits for something. */
export function checkAwake({ clock, line, name }: Page, { store }: RunController): void {
  const { live } = store.getState()
  const isWaiting = isBusy(live) && live.phase !== 'asking'
  const isAwake = clock.pending > 0 || line.open > 0
  hold('I6', !isWaiting || isAwake, () => `${name} is ${live.phase}, and nothing will wake it`)
}
