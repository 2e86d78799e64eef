import { type Clock, stopwatch } from '../api/index.js'

/** Whether somebody can be there to read. */
export interface Presence {
  /** While it says so, nothing is asked for now and then. */
  isAway: () => boolean
  /** While it says so, what is asked for now and then is asked for once a minute: it may be wrong. @default never */
  isOffline?: () => boolean
  /** Calls `act` when the page is seen again, or the network is back; the answer takes it back. */
  onReturn: (act: () => void) => () => void
}

/** The page's own: away while its tab is hidden. Where there is no page, somebody is always there. */
export const pagePresence: Presence = {
  isAway: () => typeof document !== 'undefined' && document.visibilityState === 'hidden',
  isOffline: () => typeof document !== 'undefined' && !navigator.onLine,
  onReturn: (act) => {
    if (typeof document === 'undefined') return () => {}
    const onChange = () => {
      if (!pagePresence.isAway()) act()
    }
    document.addEventListener('visibilitychange', onChange)
    window.addEventListener('pageshow', onChange)
    window.addEventListener('online', onChange)
    return () => {
      document.removeEventListener('visibilitychange', onChange)
      window.removeEventListener('pageshow', onChange)
      window.removeEventListener('online', onChange)
    }
  },
}

/** Calls `act` once when the page may be left for good: a hidden page can die without another word. */
export function onPageLeave(act: () => void): () => void {
  if (typeof document === 'undefined') return () => {}
  const onHide = () => {
    if (pagePresence.isAway()) act()
  }
  document.addEventListener('visibilitychange', onHide)
  window.addEventListener('pagehide', act)
  return () => {
    document.removeEventListener('visibilitychange', onHide)
    window.removeEventListener('pagehide', act)
  }
}

/** Two looks at the server are never closer than this, whatever wakes the second one. */
const shortestPause = 1_000

/** Browsers say "offline" where there is a network, too: so often is it tried all the same. */
const longestOffline = 60_000

/** Waits `ms`, and longer while nobody is there or no network is; a return ends the wait early. Rejects with the signal's reason. */
export function pause(
  { clock, presence, signal }: { clock: Clock; presence: Presence; signal: AbortSignal },
  ms: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const rest = stopwatch(clock)
    rest.restart()
    let cancel = () => {}
    const end = (settle: () => void) => {
      cancel()
      stopListening()
      signal.removeEventListener('abort', onAbort)
      settle()
    }
    const ring = () => {
      if (presence.isAway()) return
      const left = presence.isOffline?.() ? longestOffline - rest.ms() : 0
      if (left > 0) wait(left)
      else end(resolve)
    }
    const wait = (left: number) => {
      cancel()
      cancel = clock.after(left, ring)
    }
    const onAbort = () => end(() => reject(signal.reason as Error))
    const stopListening = presence.onReturn(() =>
      wait(Math.max(0, Math.min(ms, shortestPause) - rest.ms())),
    )
    if (signal.aborted) {
      onAbort()
      return
    }
    signal.addEventListener('abort', onAbort, { once: true })
    wait(ms)
  })
}
