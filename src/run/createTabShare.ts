import { type AssistantsClient, type Clock, type Run, stopwatch } from '../api/index.js'
import type { Drafts } from './drafts.js'
import type { CallState } from './liveRun.js'
import type { Presence } from './presence.js'
import { type SharedDrafts, shareDrafts } from './shareDrafts.js'
import { createSharedPolling, type SharedPolling } from './sharedPolling.js'
import type { TabChannel, Tabs } from './tabs.js'
import { isThreadNews, readSaid, type Saying, type ThreadNews, toSaid } from './tabTalk.js'
import type { News, ThreadCore } from './threadCore.js'

/** What one tab at a time may do on a thread. */
export type Turn = 'act' | 'calls' | 'read' | 'sends'

/** A turn that was taken. */
export interface TakenTurn {
  /** Another tab had it, or still has it after a long wait: what was known before may be over. */
  waited: boolean
  end: () => void
}

/** A thread's tabs, as seen from one of them. */
export interface TabShare {
  /** Takes a turn, from the moment it resolves until `signal` aborts; never rejects. */
  hold: (turn: Turn, signal: AbortSignal) => Promise<{ waited: boolean }>
  /** Takes a turn for something short: a tab that has frozen in the middle of it is not waited for. */
  take: (turn: Turn, signal: AbortSignal) => Promise<TakenTurn>
  say: (saying: Saying) => void
  /** The core told something that the server said. */
  tell: (news: readonly News[]) => void
  /** What a poll stands on; one at a time. */
  poll: () => SharedPolling
  /** Begins to talk with the others, as soon as the thread has an id. */
  join: () => void
  leave: () => void
}

interface ShareOptions {
  core: ThreadCore
  client: AssistantsClient
  clock: Clock
  presence: Presence
  tabs: Tabs
  drafts: Drafts
  place: () => string
  /** What another tab said, beyond what is written. */
  on: {
    news: (resource: ThreadNews, isNew: boolean) => void
    calls: (runId: string, calls: Readonly<Record<string, CallState | null>>) => void
    stopCall: (runId: string, callId: string) => void
    answered: (runId: string, callIds: readonly string[]) => void
    /** A tab has come. */
    hello: () => void
  }
}

/** A turn that somebody keeps for longer is not worth waiting for: the server has the last word. */
const longestWait = 10_000
/** While words are heard, the others are told now and then that the run goes on. */
const aliveEvery = 900

export function createTabShare({
  core,
  client,
  clock,
  presence,
  tabs,
  drafts,
  place,
  on,
}: ShareOptions): TabShare {
  let channel: { threadId: string; talk: TabChannel; drafts: SharedDrafts } | null = null
  let polling: SharedPolling | null = null
  const sinceRunWasSaid = stopwatch(clock)

  const lockName = (turn: Turn) => `react-assistants ${turn} ${place()}`

  const say = (saying: Saying) => {
    if (!channel) return
    // What an app puts into a tool's progress may be more than plain data.
    try {
      channel.talk.say(toSaid(client.scope, channel.threadId, saying))
    } catch {}
  }
  const sayRun = (run: Run) => {
    sinceRunWasSaid.restart()
    say({ kind: 'news', resource: run, isNew: false })
  }

  const hear = (saying: Saying) => {
    switch (saying.kind) {
      case 'hello':
        channel?.drafts.tellAll()
        return on.hello()
      case 'news':
        if (saying.resource.object === 'thread.run') polling?.hear(saying.resource)
        return on.news(saying.resource, saying.isNew)
      case 'draft':
        return channel?.drafts.hear(saying.name, saying.value)
      case 'calls':
        return on.calls(saying.runId, saying.calls)
      case 'stopCall':
        return on.stopCall(saying.runId, saying.callId)
      case 'answered':
        return on.answered(saying.runId, saying.callIds)
    }
  }

  const leave = () => {
    channel?.drafts.leave()
    channel?.talk.leave()
    channel = null
  }

  const join = () => {
    const { threadId } = core.get()
    if (threadId === channel?.threadId) return
    leave()
    if (threadId === null) return
    const { scope } = client
    const talk = tabs.join(`react-assistants ${place()}`, (said) => {
      const saying = channel?.threadId === threadId ? readSaid(scope, threadId, said) : null
      if (saying) hear(saying)
    })
    const shared = shareDrafts(drafts, (name, value) => say({ kind: 'draft', name, value }))
    channel = { threadId, talk, drafts: shared }
    say({ kind: 'hello' })
  }

  const take: TabShare['take'] = async (turn, signal) => {
    const over = new AbortController()
    const end = () => {
      signal.removeEventListener('abort', end)
      over.abort()
    }
    signal.addEventListener('abort', end, { once: true })
    const cancel = clock.after(longestWait, () => over.abort())
    const held = tabs.hold(lockName(turn), over.signal)
    const { waited } = await held.catch(() => ({ waited: true }))
    cancel()
    return { waited, end }
  }

  return {
    hold: (turn, signal) => tabs.hold(lockName(turn), signal).catch(() => ({ waited: true })),
    take,
    say,
    tell(news) {
      for (const { resource, isNew } of news) {
        if (isThreadNews(resource)) say({ kind: 'news', resource, isNew })
      }
      const { run, phase } = core.get().live
      const isTold = news.some(({ resource }) => resource.object === 'thread.run')
      if (isTold) sinceRunWasSaid.restart()
      else if (phase === 'running' && sinceRunWasSaid.ms() >= aliveEvery) sayRun(run)
    },
    poll() {
      const mine = createSharedPolling({
        client,
        presence,
        say: sayRun,
        hold: async (signal) => {
          const turn = await take('read', signal ?? new AbortController().signal)
          return turn.end
        },
      })
      polling = mine
      return mine
    },
    join,
    leave,
  }
}
