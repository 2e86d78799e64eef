import type { AssistantsClient, Run } from '../api/index.js'
import { isResting } from './liveRun.js'
import type { Presence } from './presence.js'

/** The reads of which a poll is made. */
export type PollClient = Pick<
  AssistantsClient,
  'getRun' | 'listMessages' | 'listRunSteps' | 'isSupported'
>

/** What a poll stands on when several tabs ask for the same run. */
export interface SharedPolling {
  client: PollClient
  presence: Presence
  /** Another tab has read the run. */
  hear: (run: Run) => void
}

/**
 * One tab asks for all: who was told since their last turn that the run goes on does not ask. That a run is at rest is
 * only a reason to look at once, so what is shown in the end was said by the server to each tab itself.
 */
export function createSharedPolling({
  client,
  presence,
  say,
  hold,
}: {
  client: PollClient
  presence: Presence
  /** Tells the others what was read. */
  say: (run: Run) => void
  /** One tab reads at a time; the answer lets go. */
  hold: (signal?: AbortSignal) => Promise<() => void>
}): SharedPolling {
  let told: Run | null = null
  const wakers = new Set<() => void>()
  const takeTold = (runId: string): Run | null => {
    const run = told
    told = null
    return run?.id === runId && !isResting(run) ? run : null
  }
  return {
    client: {
      listMessages: client.listMessages,
      listRunSteps: client.listRunSteps,
      isSupported: client.isSupported,
      async getRun(params, options) {
        const known = takeTold(params.run_id)
        if (known) return known
        const letGo = await hold(options?.signal)
        try {
          // It may have been read while this tab waited for its turn to read.
          const meanwhile = takeTold(params.run_id)
          if (meanwhile) return meanwhile
          const run = await client.getRun(params, options)
          say(run)
          return run
        } finally {
          letGo()
        }
      },
    },
    presence: {
      ...presence,
      onReturn(act) {
        wakers.add(act)
        const stop = presence.onReturn(act)
        return () => {
          wakers.delete(act)
          stop()
        }
      },
    },
    hear(run) {
      told = run
      if (isResting(run)) for (const wake of Array.from(wakers)) wake()
    },
  }
}
