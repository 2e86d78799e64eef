import process from 'node:process'

/** Milliseconds of this process alone that something takes; what else runs on the machine does not count. */
export function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** As `cpuTime`, for what ends later. */
export async function cpuTimeUntil(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** The least of three: collecting garbage, and translating code, can only add. */
export const leastCpuTime = (work: () => unknown): number =>
  Math.min(cpuTime(work), cpuTime(work), cpuTime(work))
