import type { RunController } from '../../../src/run/index.js'
import { unreadOf } from '../../../src/run/sureStorage.js'
import type { Deeds } from '../deeds.js'
import type { Page } from '../world/createPageParts.js'
import type { World } from '../world/createWorld.js'
import { hold } from './violation.js'

/** Milliseconds of writing that a page may take with it when it dies. */
const mayBeLost = 300

/** What the server took is nobody's draft any more. */
function dropTaken({ arrived }: World['oracle'], { jotted }: Deeds) {
  for (const [key, { texts }] of jotted) {
    const isOne = (output: string) => texts.some(({ text }) => text === output)
    const isTaken = arrived.some(({ status, outputs }) => status === 200 && outputs.some(isOne))
    if (isTaken) jotted.delete(key)
  }
}

const isUnread = ({ storage }: Page) => unreadOf(storage).store.getState().size > 0

/** R11: once storage works again, all of it is read. */
export function checkRead(page: Page): void {
  const isThere = page.controller && !page.isGone
  hold('R11', !isThere || !isUnread(page), () => `${page.name} has not read all that is kept`)
}

/** R6: what was written in answer to a call is there as long as it is not taken, also when the run is over. */
export function checkJotted(world: World, deeds: Deeds, page: Page): void {
  dropTaken(world.oracle, deeds)
  const { controller, line } = page
  if (!controller || line.held) return
  const { isCaughtUp, kept, live } = controller.store.getState()
  if (!isCaughtUp || isUnread(page) || live.phase === 'sending' || live.phase === 'running') return
  const here = new Set([
    ...Object.values(controller.drafts.store.getState().answers).map(({ text }) => text),
    ...kept.map(({ answer }) => answer.text),
  ])
  for (const { runId, threadId, texts, from } of deeds.jotted.values()) {
    if (threadId !== page.threadId) continue
    hold(
      'R6',
      texts.slice(from).some(({ text }) => here.has(text)),
      () =>
        `"${texts.at(-1)?.text}" in answer to ${runId} (${world.oracle.statuses.get(runId)}) is lost while ${live.phase}`,
    )
  }
}

/** The page dies: what was written in its last moments, or right before it froze, may go with it. */
export function excuseWritten(
  world: World,
  { jotted, composed }: Deeds,
  { clock: { frozenSince } }: Pick<Page, 'clock'>,
): void {
  const end = frozenSince ?? world.clock.now()
  for (const places of [jotted, composed]) {
    for (const [key, one] of places) {
      one.from = one.texts.findLastIndex(({ at }) => end - at >= mayBeLost)
      // What may have gone with this page does not come to be sure under the next one.
      for (const text of one.texts.slice(one.from + 1)) text.at = Infinity
      if (one.from === -1) places.delete(key)
    }
  }
}

/** The page dies in the middle of an act of its storage: what was sent a moment ago may be back in the composer. */
export function excuseSent({ clock }: World, { sent, owed }: Deeds): void {
  const isSure = (at: number) => clock.now() - at >= mayBeLost
  for (const [intent, one] of sent) {
    if (one.takenBack !== 'no' || isSure(one.at)) continue
    one.takenBack = 'late'
    if (isSure(one.writtenAt)) owed.add(intent)
  }
}

/** R11: what was written is in the composer, and what was sent is on its way, arrived, or back in the composer. */
export function checkComposed({ oracle }: World, deeds: Deeds, page: Page): void {
  const { controller, threadId, line } = page
  if (!controller || threadId === null || line.held) return
  const { isCaughtUp, pending } = controller.store.getState()
  if (!isCaughtUp) return
  const { composer } = controller.drafts.store.getState()
  const written = deeds.composed.get(threadId)
  hold(
    'R11',
    !written ||
      // What could not be read yet is tried again.
      (isUnread(page) && composer === '') ||
      written.texts.slice(written.from).some(({ text }) => text === composer),
    () => `"${written?.texts.at(-1)?.text}" is lost, and "${composer}" stands in its place`,
  )
  for (const intent of deeds.owed) {
    const sent = deeds.sent.get(intent)
    if (sent?.threadId !== threadId) continue
    deeds.owed.delete(intent)
    const hasArrived = oracle.arrived.some((one) => one.intent === intent && one.status === 200)
    const isHere = pending.some((one) => one.intent === intent)
    hold(
      'R11',
      hasArrived || isHere || composer === sent.text,
      () => `"${sent.text}" was sent and is nowhere`,
    )
    if (isHere) sent.takenBack = 'no'
    if ((hasArrived || isHere) && composer === sent.text) deeds.shownTwice++
  }
}

/** How many seconds before an end the first warning of it came, for each that was still ahead of an open page. */
export type Warnings = number[]

/** R6: a run that asks is told to end soon a minute before it does, at least. */
export function watchDeadlines(
  world: World,
  warnings: Warnings,
  check: (work: () => void) => void,
): (page: Page, controller: RunController) => void {
  const watched = new WeakSet<RunController>()
  const atLeast = 60_000
  const watch = (page: Page, { store }: RunController) => {
    const seen = new Map<string, { told: number | null }>()
    store.subscribe(({ live, urgency }, before) => {
      if (live.phase !== 'asking' || typeof live.run.expires_at !== 'number') return
      const { id, expires_at: end } = live.run
      const left = end * 1_000 - world.clock.now()
      const known = seen.get(id)
      if (known) {
        if (before.urgency === 'ample' && urgency !== 'ample') known.told = left / 1_000
        if (urgency === 'ample') known.told = null
        return
      }
      // Who comes when it is late already is told at once.
      if (left < 2 * atLeast) return
      const mine: { told: number | null } = { told: null }
      seen.set(id, mine)
      world.clock.after(left - atLeast, () => {
        const now = store.getState()
        // Nobody can be told by a page that stands still or was left.
        if (page.controller?.store !== store || now.live.phase !== 'asking' || page.line.held)
          return
        if (now.live.run.id !== id) return
        check(() =>
          hold(
            'R6',
            now.urgency !== 'ample',
            () => `${page.name} does not tell that ${id} ends in a minute`,
          ),
        )
        if (mine.told !== null) warnings.push(mine.told)
      })
    })
  }
  return (page, controller) => {
    if (watched.has(controller)) return
    watched.add(controller)
    watch(page, controller)
  }
}
