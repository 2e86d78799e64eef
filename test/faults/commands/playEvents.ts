import { compare, Divergence } from './compare.js'
import { createDesk, type Desk } from './desk.js'
import { type Event, type Happening, happenings, momentOf } from './events.js'
import { type Situation, situationOf } from './situations.js'

/** One thing that happens; `at` says which of several it happens to. */
export interface Step {
  event: Event
  at: number
}

/** Told of each thing that happened, and how the thread stood before. */
export type Visit = (situation: Situation, event: Event) => void

/** Requests that are held up for longer run into their own limit of time. */
const longestHold = 35_000

export function canHappen({ model }: Pick<Desk, 'model'>, { event, at }: Step): boolean {
  const { can, never }: Happening = happenings[event]
  if (model.heldFor() > longestHold && event !== 'gets through') return false
  return never[situationOf(model)] === undefined && (can?.(model, at) ?? true)
}

/** What comes by itself, without a person: what is on its way arrives, or is given up. */
async function comeToRest({ world, page, model }: Desk, ms: number) {
  await world.pass(ms)
  const state = () => page().controller?.store.getState()
  const isUnderWay = (turn: number) => {
    const { live, calls } = state() ?? {}
    const isOnItsWay = live?.phase === 'sending' || live?.stopping === true
    const isCarriedOut = Object.values(calls ?? {}).some((call) => call.state === 'running')
    // What is held up stays on its way; what leads there may take a moment.
    return isCarriedOut || (isOnItsWay && (!model.shut || turn < 2))
  }
  for (let turn = 0; turn < 40 && isUnderWay(turn); turn++) await world.pass(1_000)
  const live = state()?.live
  const isAsked = live?.phase === 'running' && live.link !== 'stream'
  if (isAsked && !model.isOffline && !model.isHidden) await world.pass(21_000)
}

/** Lets one thing happen, and holds what is seen against what should be seen. */
export async function playStep(desk: Desk, { event, at }: Step, visit: Visit): Promise<void> {
  const { model } = desk
  const happening: Happening = happenings[event]
  visit(situationOf(model), event)
  const ms = momentOf(event, model)
  await happening.play(desk, at)
  await comeToRest(desk, ms)
  desk.passModel()
  for (let turn = 0; turn < 5 && model.isOnEdge(); turn++) {
    await comeToRest(desk, 3_000)
    desk.passModel()
  }
  await compare(desk)
}

/** Plays events one after the other, those that cannot happen left out; what differs from what should be seen, or null. */
export async function playEvents(steps: readonly Step[], visit: Visit = () => {}) {
  const desk = await createDesk()
  try {
    await begin(desk)
    for (const step of steps) {
      if (!canHappen(desk, step)) continue
      await playStep(desk, step, visit)
    }
    return null
  } catch (thrown) {
    if (thrown instanceof Divergence) return thrown.message
    throw thrown
  } finally {
    desk.close()
  }
}

/** The person opens the first thread. */
export async function begin(desk: Desk): Promise<void> {
  const [first] = desk.model.threads
  if (!first) return
  desk.enter(first)
  desk.model.enter(first)
  await comeToRest(desk, 1_000)
  desk.passModel()
  await compare(desk)
}
