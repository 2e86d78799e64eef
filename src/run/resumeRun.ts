import { isApiError, type Run, stopwatch } from '../api/index.js'
import {
  type FollowContext,
  hearRun,
  isRefusal,
  restAfter,
  setLink,
  waitToldBy,
} from './following.js'
import { isAtRest } from './liveRun.js'

/** So often in a row may a stream break before it has told anything; asking now and then is the better way then. */
const mostFaults = 3

/** A stream that was silent for so long may be dead, though nobody has told. */
const longestTrust = 5_000

/**
 * Hears a run by its stream, taken up behind the last event that was heard, as often as it breaks. What a server tells
 * twice is heard once.
 *
 * @returns false when the run is not at rest and its stream cannot be had
 */
export async function resumeRun(
  context: FollowContext,
  runId: string,
  known?: Run,
): Promise<boolean> {
  const { core, client, clock, presence, signal, reach } = context
  const { threadId } = core.get()
  if (threadId === null || !client.isSupported('resumeRun')) return false
  if (known) hearRun(core, known)
  let told: number | null = null
  for (let faults = 0; faults < mostFaults; faults++) {
    if (faults > 0) setLink(core, 'lost')
    if (faults > 0 || presence.isAway() || presence.isOffline?.()) {
      await restAfter(told, faults - 1, { clock, presence, signal })
    }
    const stream = new AbortController()
    const letGo = () => stream.abort(signal.reason)
    signal.addEventListener('abort', letGo, { once: true })
    const silence = stopwatch(clock)
    silence.restart()
    // Somebody is back: what slept beside the page is taken up anew.
    const stopListening = presence.onReturn(() => {
      if (silence.ms() >= longestTrust) stream.abort()
    })
    const hearing = reach.takeUp(runId)
    try {
      const events = client.stream.resumeRun(
        { thread_id: threadId, run_id: runId },
        {
          signal: stream.signal,
          lastEventId: reach.last(runId),
          onResponse: (response) => {
            core.onResponse(response)
            if (response.ok) setLink(core, 'stream')
          },
        },
      )
      for await (const event of events) {
        stream.signal.throwIfAborted()
        silence.restart()
        const how = hearing(event)
        if (how === 'skip') continue
        if (how === 'anew') core.dropOpen(event.data.id)
        faults = 0
        reach.hear(event)
        core.take(event)
      }
    } catch (error) {
      if (signal.aborted) throw error
      told = waitToldBy(error)
      if (stream.signal.aborted) faults = -1
      else if (isRefusal(error) && told === null) {
        // To ask in another way would be refused as well, or would be too early.
        if (isApiError(error) && /401|403|429/.test(`${error.status}`)) throw error
        return false
      }
    } finally {
      core.flush()
      stopListening()
      signal.removeEventListener('abort', letGo)
    }
    const { live } = core.get()
    if (live.run?.id === runId && isAtRest(live)) return true
  }
  if (told) await restAfter(told, 0, context)
  return false
}
