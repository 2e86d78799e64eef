import type { Run } from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import { pollUntilRest } from './followRun.js'
import { hearRun, toError } from './following.js'
import { isBusy, isFinal } from './liveRun.js'

/** Stops the run: the server is asked to cancel it, once, as soon as its id is known. */
export function createStopRun(context: ControllerContext): () => Promise<void> {
  const { core, client, start, job } = context
  const asked = new Set<string>()

  const cancel = async ({ id, thread_id }: Run) => {
    const { signal } = context
    if (asked.has(id)) return
    asked.add(id)
    const which = { thread_id, run_id: id }
    const hear = (run: Run) => {
      // Meanwhile the thread may have gone on to its next run.
      if (!signal.aborted && core.get().live.run?.id === id) hearRun(core, run)
    }
    try {
      hear(await client.cancelRun(which, { signal }))
    } catch (thrown) {
      if (signal.aborted) return
      // "Cannot cancel" means that it ended meanwhile; a lost answer means that nobody can tell. The run can.
      const found = await client.getRun(which, { signal }).catch(() => null)
      if (signal.aborted) return
      if (found) hear(found)
      const { live } = core.get()
      if (live.run?.id === id && isBusy(live) && found?.status !== 'cancelling') {
        asked.delete(id)
        const trouble = { act: 'stop' as const, error: toError(thrown) }
        core.set({ live: { ...live, stopping: false }, trouble })
        return
      }
    }
    const follow = async () => {
      const { live } = core.get()
      if (!signal.aborted && !job() && live.run?.id === id) {
        await start(() => pollUntilRest(context, id, live.run ?? undefined))
      }
    }
    const following = job()
    // Nobody else follows it: a run that asked, say. What it said until its end is read too.
    if (!following) await follow()
    // Whoever follows it may have taken a last look before it was cancelled.
    else void following.then(() => (core.get().live.phase === 'running' ? follow() : undefined))
  }

  core.store.subscribe(({ live }, before) => {
    const { run, stopping } = live
    if (stopping && run && run.id !== before.live.run?.id && !isFinal(run)) void cancel(run)
  })

  return async () => {
    const { live } = core.get()
    if (!isBusy(live) || live.stopping) return
    core.set({ live: { ...live, stopping: true }, trouble: null })
    if (live.run && !isFinal(live.run)) await cancel(live.run)
  }
}
