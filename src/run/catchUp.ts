import { isApiError, isNotFound, type Message, type Run, stopwatch } from '../api/index.js'
import { isOutdated, type ListData, listItems, messagesQuery, runQuery } from '../queries/index.js'
import { callsOf, isSameAsk } from './asks.js'
import type { ControllerContext } from './controllerContext.js'
import { followUntilRest, pollUntilRest } from './followRun.js'
import { hearRun } from './following.js'
import { isBusy, isFinal, isResting } from './liveRun.js'

/** A look is good for so long, however often somebody comes back. */
const longestTrust = 5_000

/** A time of the server's is in whole seconds, and known to about one. */
const surelyBefore = 3_000

/** Finds out how a thread stands that nobody has listened to for a while. */
export function createCatchUp(context: ControllerContext) {
  const { core, client, cache, clock, start, job } = context
  const sinceLook = stopwatch(clock)

  const readNewest = async (thread_id: string): Promise<Run | undefined> => {
    const options = { signal: context.signal, onResponse: core.onResponse }
    if (client.isSupported('listRuns')) {
      return (await client.listRuns({ thread_id, limit: 1 }, options)).data[0]
    }
    const { run } = core.get().live
    return run ? client.getRun({ thread_id, run_id: run.id }, options) : undefined
  }

  const readList = ({ thread_id }: Pick<Run, 'thread_id'>) =>
    cache.getQueryData<ListData<Message>>(messagesQuery(client, { thread_id }).queryKey)

  /** Whether the run's end is known here, with what it said. */
  const isKnown = ({ thread_id, id: run_id }: Run): boolean => {
    const { live } = core.get()
    if (live.run?.id === run_id && isFinal(live.run)) return true
    const cached = cache.getQueryData<Run>(runQuery(client, { thread_id, run_id }).queryKey)
    // One that was last heard of before it ended may have said more since then.
    if (cached) return isFinal(cached)
    const list = readList({ thread_id })
    // A list that is yet to be read will hold them.
    return list === undefined || listItems(list).some((message) => message.run_id === run_id)
  }

  /** What others said, in runs that came and went unheard or in none. */
  const readMessages = async () => {
    const { threadId } = core.get()
    if (threadId === null) return
    const { signal } = context
    const page = await client
      .listMessages({ thread_id: threadId, limit: 20 }, { signal })
      .catch(() => null)
    if (page === null || signal.aborted) return
    core.takePage(page)
    core.flush()
  }

  /** Whether the list itself was read since now, so that it holds what an older run answers and what it said before it asked. */
  const watchList = () => {
    const { threadId } = core.get()
    const queryKey = threadId !== null && messagesQuery(client, { thread_id: threadId }).queryKey
    const find = () => (queryKey ? cache.getQueryCache().find({ queryKey }) : undefined)
    const before = find()?.state.dataUpdatedAt ?? 0
    const age = stopwatch(clock)
    age.restart()
    return async (run: Run): Promise<boolean> => {
      const begun = core.serverNow() - age.ms()
      if (run.created_at * 1_000 + surelyBefore > begun) return false
      if (find()?.state.fetchStatus === 'fetching') await find()?.promise?.catch(() => {})
      const state = find()?.state
      // A further page tells nothing of the newest.
      return (
        state?.fetchStatus === 'idle' && state.dataUpdatedAt > before && !state.fetchMeta?.fetchMore
      )
    }
  }

  /** Takes up the thread's newest run, whoever started it; tells whether its messages were read on the way. */
  const findActive = async (isListRead = watchList()): Promise<boolean> => {
    const { threadId, live } = core.get()
    const { signal } = context
    if (threadId === null) return false
    sinceLook.restart()
    const newest = await readNewest(threadId).catch(async (error: unknown) => {
      if (context.signal.aborted) throw error
      // Only a thread that is not there is worth a word; a list that is not there is none. The rest shows with the first act.
      if (isNotFound(error)) await client.getThread({ thread_id: threadId }, { signal })
      return isApiError(error) && error.status === 429 ? null : undefined
    })
    // Whoever said that it was too much is not asked for messages at once.
    if (newest === null) return true
    if (!newest) return false
    // Some servers take a few outputs at a time, so that the same run may ask for less.
    const isSame =
      live.run?.id === newest.id &&
      live.run.status === newest.status &&
      isSameAsk(callsOf(live.run), callsOf(newest))
    if (isFinal(newest) ? isKnown(newest) : isSame && live.phase === 'asking') {
      if (!isSame) hearRun(core, newest)
      return false
    }
    if (isResting(newest)) {
      await pollUntilRest(context, newest.id, newest, async (ids) => {
        if (!(await isListRead(newest))) return false
        const known = listItems(readList(newest)).filter(({ status }) => status !== 'in_progress')
        return ids.every((id) => known.some((message) => message.id === id))
      })
      return true
    }
    // A stream tells of its run alone: what it answers is read beside it, unless the list is still to be read.
    if (client.isSupported('resumeRun') && readList(newest) && !(await isListRead(newest))) {
      await readMessages()
    }
    await followUntilRest(context, newest.id, newest)
    return true
  }

  const isFree = () => !job() && !context.signal.aborted && core.get().threadId !== null

  /** Somebody came back while something was under way, which may tell of its own run alone. */
  let owed: { stay: AbortSignal; pages: number } | null = null

  const sync = async (): Promise<void> => {
    if (!isFree()) return
    await start(async () => {
      if (!(await findActive())) await readMessages()
    })
  }

  /** Another tab tells of a run: it is looked at when it is news, and nothing is under way that will tell. */
  const hear = (told: Run) => {
    if (!isFree()) return
    const { live } = core.get()
    const { run } = live
    const isHeard = run?.id === told.id
    // Times are whole seconds: of two runs of one second, the one that has ended was the first.
    const isOlder = run && (run.created_at - told.created_at || Number(isFinal(told))) > 0
    if (isHeard ? isOutdated(run, told) : isOlder) return
    const isSame = isHeard && run.status === told.status && isSameAsk(callsOf(run), callsOf(told))
    if (isSame) return
    void start(async () => {
      if (isFinal(told) && isKnown(told)) hearRun(core, told)
      // What takes the place of a run that goes on here is not believed without a look.
      else if (!isHeard && isBusy(live)) await findActive()
      // Of a run that is new here it is believed that it goes on; in all else the server is asked.
      else if (isResting(told) || isHeard) await pollUntilRest(context, told.id)
      else await followUntilRest(context, told.id, told)
    })
  }

  return {
    watchList,
    findActive,
    hear,
    /** Looks at the whole thread anew. */
    sync,
    /** Somebody is back. */
    welcome: () => {
      if (sinceLook.ms() < longestTrust) return
      if (job()) owed = { stay: context.signal, pages: core.pagesTaken() }
      else void sync()
    },
    /** Nothing is under way any more: what nobody has read meanwhile is read now. */
    rest: () => {
      if (!owed || !isFree()) return
      const { stay, pages } = owed
      owed = null
      if (stay === context.signal && pages === core.pagesTaken()) void start(readMessages)
    },
  }
}
