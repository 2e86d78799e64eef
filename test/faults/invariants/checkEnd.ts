import { isBusy } from '../../../src/run/index.js'
import type { Team } from '../createTeam.js'
import type { Page } from '../world/createPageParts.js'
import type { World } from '../world/createWorld.js'
import { checkRead } from './checkJotted.js'
import { checkAwake, textOf } from './checkShown.js'
import { hold } from './violation.js'

interface End {
  world: World
  team: Team
  /** Keeps the first violation. */
  check: (work: () => void) => void
  lookAtAll: () => void
}

/** How long everything has to come to rest once nothing goes wrong any more. */
const quietTime = 30_000
const trust = 13_000
/** A told wait, or a limit of time of the page's own, may last as long as this. */
const longestWait = 125_000
const longestTalk = 14
/** A look reads so many messages; what somebody else wrote before them is read with older ones. */
const newest = 20

const isResting = ({ controller, line }: Page) => {
  if (!controller) return true
  if (line.open > 0) return false
  const { live } = controller.store.getState()
  return !isBusy(live) || live.phase === 'asking'
}

/** What must hold when everything has gone quiet: I1, I2, I3, I6 and I9. */
export async function checkEnd({ world, team, check, lookAtAll }: End): Promise<void> {
  const { pages } = team
  // A look is trusted for some seconds, and storage that is blocked holds the first one up, so what others did in them is seen with the next return.
  await world.pass(trust)
  for (const { presence } of pages) presence.tell()
  await world.pass(quietTime)
  for (const page of pages) check(() => checkRead(page))
  lookAtAll()
  if (!pages.every(isResting)) await world.pass(longestWait)
  for (const page of pages) {
    if (page.controller) check(() => checkAwake(page, page.controller!))
  }
  check(() => {
    const busy = pages.find((page) => !isResting(page))
    const { phase, link } = busy?.controller?.store.getState().live ?? {}
    hold('I6', !busy, () => `${busy?.name} is still ${phase} (${link}) when all is quiet`)
  })
  const here = team.page().threadId
  if (here !== null) await checkThread(world, team, here, check, { isOpen: true })
  team.closeTabs()
  const visited = world.threadIds.filter((id) => team.visited.has(id))
  for (const threadId of visited.toSorted((one) => (one === here ? -1 : 1))) {
    // Whoever comes next finds what those left who are gone.
    team.page().leave()
    await world.pass(50)
    team.page().enter(threadId)
    await world.pass(2_000)
    lookAtAll()
    // From here on the person deals with all that came back to them.
    team.deeds.jotted.clear()
    await comeToAnEnd(world, team, check)
    await checkThread(world, team, threadId, check, { isOpen: false })
    lookAtAll()
  }
  // Nothing stays of a page that leaves in the middle of an answer.
  team.person.send()
  await world.pass(120)
  check(() => checkDeeds(world, team))
  team.leave()
  await world.pass(50)
  check(() => checkLeft(team))
}

/** The person answers what is asked and tries again what was given back, until nothing is left to do. */
async function comeToAnEnd(world: World, { pages, page }: Team, check: End['check']) {
  let calm = 0
  for (let turn = 0; turn < longestTalk && calm < 2; turn++) {
    for (const one of pages) void one.controller?.sync()
    await world.pass(turn === 0 ? 2_000 : 15_000)
    const { controller, hands } = page()
    if (!controller) return
    const { live, pending } = controller.store.getState()
    for (const { intent, state } of pending) {
      if (state === 'refused' || state === 'unknown') controller.retry(intent)
    }
    hands.answer()
    const isCalm = !isBusy(live) && pending.every(({ state }) => state === 'accepted')
    calm = isCalm ? calm + 1 : 0
  }
  check(() => {
    const state = page().controller?.store.getState()
    hold(
      'I6',
      calm >= 2,
      () =>
        `nothing comes to an end: ${state?.live.phase}, ${state?.pending.map((one) => one.state).join()}`,
    )
  })
}

/** I1, and I2 as the thread shows it. While it is open, the person has still to do with what came back to them. */
async function checkThread(
  { other }: World,
  { pages, deeds }: Team,
  thread_id: string,
  check: End['check'],
  { isOpen }: { isOpen: boolean },
) {
  const messages = (await other.listMessages({ thread_id, limit: 100 })).data.toReversed()
  const runs = (await other.listRuns({ thread_id, limit: 100 })).data
  const truth = messages.map((message) => `${message.id} ${message.role}: ${textOf(message)}`)
  for (const page of pages.filter((one) => one.threadId === thread_id)) {
    const shown = page
      .rows()
      .filter((row) => !isOpen || row.kind === 'message')
      .map((row) =>
        row.kind === 'message'
          ? `${row.message.id} ${row.message.role}: ${textOf(row.message)}`
          : `${row.send.state} ${deeds.sent.get(row.send.intent)?.text}`,
      )
    check(() =>
      hold(
        'I1',
        shown.slice(-newest).join('\n') === truth.slice(-newest).join('\n'),
        () => `${page.name} shows\n${shown.join('\n')}\nand the server has\n${truth.join('\n')}`,
      ),
    )
    const live = page.controller?.store.getState().live
    const run = runs.find(({ id }) => id === live?.run?.id)
    check(() =>
      hold(
        'I1',
        !live?.run || run?.status === live.run.status,
        () => `${page.name} shows the run as ${live?.run?.status}, and it is ${run?.status}`,
      ),
    )
  }
  if (isOpen) return
  const words = messages.filter(({ role }) => role === 'user').map(textOf)
  const meant = new Map<string, { least: number; most: number }>()
  for (const { text, threadId, takenBack } of deeds.sent.values()) {
    if (threadId !== thread_id) continue
    const before = meant.get(text) ?? { least: 0, most: 0 }
    meant.set(text, {
      least: before.least + (takenBack === 'no' ? 1 : 0),
      most: before.most + (takenBack === 'yes' ? 0 : 1),
    })
  }
  for (const [text, { least, most }] of meant) {
    const times = words.filter((word) => word === text).length
    check(() =>
      hold(
        'I2',
        times >= least && times <= most,
        () => `"${text}" was meant ${least} to ${most} times and arrived ${times} times`,
      ),
    )
  }
}

/** I3, and each automatic act once. */
function checkDeeds({ oracle }: World, { deeds, pages }: Team) {
  const taken = new Set<string>()
  for (const { operation, runId, intent, calls, status } of oracle.arrived) {
    if (status !== 200) continue
    const isSubmit = operation === 'submitToolOutputs'
    if (!isSubmit && intent === null) continue
    const key = isSubmit ? `${runId} ${calls.join()}` : `${operation} ${intent}`
    hold(isSubmit ? 'I3' : 'I2', !taken.has(key), () => `${operation} of ${key} was taken twice`)
    taken.add(key)
  }
  // What was begun is known to others from disk alone, once the tab that began it is gone.
  if (pages.length > 1 && pages.some(({ storage }) => storage.hasFailed)) return
  for (const [key, times] of deeds.executed) {
    hold('I3', times === 1, () => `${key} was carried out ${times} times`)
  }
}

/** I9. */
function checkLeft({ pages }: Team) {
  for (const { name, clock, presence, line, isGone } of pages) {
    if (isGone) continue
    const { pending } = clock
    hold('I9', pending === 0, () => `${name} left ${pending} timers behind`)
    hold('I9', presence.listeners === 0, () => `${name} left ${presence.listeners} listeners`)
    hold('I9', line.open === 0, () => `${name} left ${line.open} requests open`)
  }
}
