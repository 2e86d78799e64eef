import { indexedDbStorage, type StoragePort } from '../../src/run/index.js'
import { excuseSent } from './invariants/checkJotted.js'
import { type Played, playSchedule, type Watch } from './playSchedule.js'
import type { Schedule } from './schedule.js'
import { createDatabases, type Moment } from './world/createDatabases.js'
import { createEnginePage } from './world/createEnginePage.js'
import type { OpenPage } from './world/createPageParts.js'

/** A storage of which nothing is heard any more once its page is gone. */
function mortal(storage: StoragePort, isDead: () => boolean): StoragePort {
  const alive = <T>(act: () => Promise<T>) => (isDead() ? new Promise<T>(() => {}) : act())
  return {
    read: (key) => alive(() => storage.read(key)),
    write: (key, value) => alive(() => storage.write(key, value)),
    remove: (key) => alive(() => storage.remove(key)),
  }
}

export interface Killed extends Played {
  /** Steps of the databases until the page died, or until the schedule was played. */
  databaseSteps: number
  /** What was going on when the page died; null when it did not. */
  moment: Moment | null
  shownTwice: number
}

/** Plays a schedule over real databases; the page dies at a step of theirs, and a fresh one is opened. */
export async function killAt(schedule: Schedule, step: number): Promise<Killed> {
  const databases = createDatabases()
  let deaths = 0
  let moment: Moment | null = null
  let databaseSteps = 0
  let shownTwice = 0
  const openPage: OpenPage = (world, name, listener) => {
    const born = deaths
    const storage = mortal(indexedDbStorage(), () => deaths > born)
    return createEnginePage(world, name, { ...listener, own: { storage } })
  }
  const watch: Watch = (world, team) => {
    databases.dieAt(step, (at) => {
      moment = at
      deaths++
      excuseSent(world, team.deeds)
      team.person.reload()
    })
    return () => {
      databaseSteps = databases.steps
      databases.dieAt(Infinity, () => {})
      shownTwice = team.deeds.shownTwice
    }
  }
  try {
    const played = await playSchedule(schedule, openPage, watch)
    return { ...played, databaseSteps, moment, shownTwice }
  } finally {
    databases.restore()
  }
}
