import { isNotFound, type Message, type Run } from '../api/index.js'
import { type ListData, listItems, messagesQuery, runQuery } from '../queries/index.js'
import type { ControllerContext } from './controllerContext.js'
import { hearRun, pollUntilRest } from './followRun.js'
import { isFinal } from './liveRun.js'

/** A look is good for so long, however often somebody comes back. */
const longestTrust = 5_000

/** Finds out how a thread stands that nobody has listened to for a while. */
export function createCatchUp(context: ControllerContext) {
  const { core, client, cache, clock, start, job } = context
  let lookedAt = -Infinity

  const readNewest = async (thread_id: string): Promise<Run | undefined> => {
    const options = { signal: context.signal, onResponse: core.onResponse }
    if (client.isSupported('listRuns')) {
      return (await client.listRuns({ thread_id, limit: 1 }, options)).data[0]
    }
    const { run } = core.get().live
    return run ? client.getRun({ thread_id, run_id: run.id }, options) : undefined
  }

  /** Whether the run's end is known here, with what it said. */
  const isKnown = ({ thread_id, id: run_id }: Run): boolean => {
    const { live } = core.get()
    if (live.run?.id === run_id && isFinal(live.run)) return true
    const cached = cache.getQueryData<Run>(runQuery(client, { thread_id, run_id }).queryKey)
    if (cached && isFinal(cached)) return true
    const { queryKey } = messagesQuery(client, { thread_id })
    const list = cache.getQueryData<ListData<Message>>(queryKey)
    // A list that is yet to be read will hold them.
    return list === undefined || listItems(list).some((message) => message.run_id === run_id)
  }

  /** Takes up the thread's newest run, whoever started it. */
  const findActive = async (): Promise<void> => {
    const { threadId, live } = core.get()
    if (threadId === null) return
    lookedAt = clock.now()
    const newest = await readNewest(threadId).catch((error: unknown) => {
      // Only a thread that is not there is worth a word; anything else shows with the first act.
      if (isNotFound(error) || context.signal.aborted) throw error
      return undefined
    })
    if (!newest) return
    const isSame = live.run?.id === newest.id && live.run.status === newest.status
    if (isFinal(newest) ? isKnown(newest) : isSame && live.phase === 'asking') {
      if (!isSame) hearRun(core, newest)
    } else await pollUntilRest(context, newest.id, newest)
  }

  /** Looks once more, unless something is under way that will tell. */
  const sync = async (): Promise<void> => {
    if (job() || context.signal.aborted || core.get().threadId === null) return
    await start(findActive)
  }

  return {
    findActive,
    sync,
    /** Somebody is back. */
    welcome: () => {
      if (clock.now() - lookedAt >= longestTrust) void sync()
    },
  }
}
