import { indexedDbStorage } from '../../src/run/indexedDbStorage.js'
import { drawFrom } from './draw.js'
import { createDatabases } from './world/createDatabases.js'

/** A step of a script that writes and removes, and whether the next one waits for it. */
interface Act {
  key: string
  isRemoval: boolean
  isWaitedFor: boolean
}

function drawActs(seed: number): Act[] {
  const draw = drawFrom(seed)
  return Array.from({ length: draw.between(3, 8) }, () => ({
    key: draw.oneOf(['a', 'b']),
    isRemoval: draw.onceIn(4),
    isWaitedFor: draw.onceIn(2),
  }))
}

export interface PortKilled {
  /** Steps that were taken until the script was over or the page died. */
  steps: number
  isDead: boolean
  /** What was acknowledged and is not there; null when all is. */
  lost: string | null
}

/** Writes by a script; the page dies at a step, and a fresh one reads what is there. */
export async function killPort(seed: number, step: number): Promise<PortKilled> {
  const databases = createDatabases()
  let isDead = false
  let die = () => {}
  const death = new Promise<void>((resolve) => {
    die = resolve
  })
  databases.dieAt(step, () => {
    isDead = true
    die()
  })
  /** What was ever to be there under each key, in order; at first nothing was. */
  const meant: Record<string, unknown[]> = { a: [undefined], b: [undefined] }
  const acknowledged: Record<string, number> = { a: 0, b: 0 }
  try {
    const storage = indexedDbStorage()
    const all: Promise<void>[] = []
    for (const [n, { key, isRemoval, isWaitedFor }] of drawActs(seed).entries()) {
      if (isDead) break
      const value = isRemoval ? undefined : { n }
      const at = (meant[key] ??= []).push(value) - 1
      const act = isRemoval ? storage.remove(key) : storage.write(key, value)
      const tell = async () => {
        await act
        if (!isDead) acknowledged[key] = Math.max(at, acknowledged[key] ?? 0)
      }
      const done = tell()
      all.push(done)
      if (isWaitedFor) await Promise.race([done, death])
    }
    await Promise.race([Promise.all(all), death])
    const { steps } = databases
    databases.dieAt(Infinity, () => {})
    const after = indexedDbStorage()
    for (const [key, values] of Object.entries(meant)) {
      const found = JSON.stringify(await after.read(key))
      const from = acknowledged[key] ?? 0
      const may = values.slice(from).map((value) => JSON.stringify(value))
      if (!may.includes(found))
        return { steps, isDead, lost: `${key} is ${found}, and was ${may[0]}` }
    }
    return { steps, isDead, lost: null }
  } finally {
    databases.restore()
  }
}
