import type { RunController } from '../../src/run/index.js'
import { faults } from './faults/index.js'
import type { Tally } from './kinds.js'
import { checkEnd } from './invariants/checkEnd.js'
import {
  checkComposed,
  checkJotted,
  watchDeadlines,
  type Warnings,
} from './invariants/checkJotted.js'
import { checkRequests } from './invariants/checkRequests.js'
import { checkShown } from './invariants/checkShown.js'
import { Violation } from './invariants/violation.js'
import { createTeam, type Team } from './createTeam.js'
import type { Schedule, Step } from './schedule.js'
import type { Stage } from './stage.js'
import { createWorld, type World } from './world/createWorld.js'
import { createEnginePage } from './world/createEnginePage.js'
import type { OpenPage } from './world/createPageParts.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

/** What became of one schedule. */
export interface Played {
  violation: Violation | null
  tally: Tally
  steps: number
  requests: number
  /** Answers that were written and not handed in at once. */
  jottings: number
  warnings: Warnings
  /** What happened, request by request: the same schedule has the same trace. */
  trace: string
}

// Thousands of errors are made, and nobody reads where.
Error.stackTraceLimit = 4

/** Sees a world as it begins; what it gives back is called when the schedule is played, and before all becomes quiet. */
export type Watch = (world: World, team: Team) => () => void

/** Plays a schedule, and holds what is seen against what the server knows. */
export async function playSchedule(
  schedule: Schedule,
  openPage: OpenPage,
  watch: Watch = () => () => {},
): Promise<Played> {
  const world = await createWorld(schedule)
  const timers = withVirtualTimers(world.clock)
  const quiet: (() => void)[] = []
  let violation: Violation | null = null
  const check = (work: () => void) => {
    try {
      work()
    } catch (thrown) {
      if (!(thrown instanceof Violation)) throw thrown
      violation ??= thrown
    }
  }
  const warnings: Warnings = []
  const watchDeadline = watchDeadlines(world, warnings, check)
  const team = createTeam(world, openPage, {
    onChange: (page, controller) => {
      check(() => checkShown(world, team.deeds, page, controller))
      watchDeadline(page, controller)
    },
  })
  const { person, pages, deeds } = team
  const stage: Stage = {
    world,
    person,
    page: () => team.page(),
    onQuiet: (end) => void quiet.push(end),
  }

  const lookAtAll = () => {
    for (const page of pages) {
      if (page.controller)
        check(() => checkShown(world, deeds, page, page.controller as RunController))
    }
    check(() => {
      checkJotted(world, deeds, team.page())
      checkComposed(world, deeds, team.page())
    })
  }
  const take = async (step: Step) => {
    if ('act' in step) person[step.act]()
    else if ('elsewhere' in step) await team.elsewhere(step.elsewhere)
    else faults[step.fault].strike(stage, step.given)
    await world.pass(step.ms)
    lookAtAll()
  }

  try {
    const onPlayed = watch(world, team)
    await team.begin()
    for (const step of schedule.steps) {
      await take(step)
      if (violation) break
    }
    if (!violation) {
      onPlayed()
      for (const end of quiet) end()
      world.network.mend()
      for (const page of pages) page.storage.mend()
      await checkEnd({ world, team, check, lookAtAll })
      check(() => checkRequests(team))
    }
  } finally {
    team.leave()
    world.close()
    timers.restore()
  }
  return {
    violation,
    tally: world.tally,
    steps: schedule.steps.length,
    requests: pages.reduce((sum, { requests }) => sum + requests.length, 0),
    jottings: deeds.jottings,
    warnings,
    trace: pages
      .flatMap(({ name, requests }) =>
        requests.map(({ at, operation, status }) => `${name} ${at} ${operation} ${status}`),
      )
      .join('\n'),
  }
}

/** Plays a schedule on the engine alone. */
export const playEngine = (schedule: Schedule): Promise<Played> =>
  playSchedule(schedule, createEnginePage)
