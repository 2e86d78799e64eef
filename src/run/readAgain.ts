import type { Clock } from '../api/index.js'
import { pause, type Presence } from './presence.js'
import type { StoragePort } from './storage.js'
import { unreadOf } from './sureStorage.js'

/** Milliseconds until what storage refused to read is tried again: at first, and at most. */
const firstPause = 1_000
const longestPause = 16_000

/**
 * Tries what storage refused to read until it can be read, or `signal` aborts: after a second, then after twice as long
 * each time, and only while somebody is there.
 *
 * @param load Called each time that something of it was read.
 */
export function readAgain(
  {
    storage,
    clock,
    presence: { isAway, onReturn },
    signal,
  }: { storage: StoragePort; clock: Clock; presence: Presence; signal: AbortSignal },
  load: () => void,
): void {
  const { store, tryAgain } = unreadOf(storage)
  let isTrying = false
  const tryOn = async () => {
    if (isTrying) return
    isTrying = true
    for (let ms = firstPause; store.getState().size > 0; ms = Math.min(2 * ms, longestPause)) {
      // Storage needs no network.
      await pause({ clock, presence: { isAway, onReturn }, signal }, ms)
      await tryAgain()
    }
    isTrying = false
  }
  const begin = () => void tryOn().catch(() => {})
  const stop = store.subscribe((now, before) => {
    if (now.size < before.size) load()
    begin()
  })
  signal.addEventListener('abort', stop, { once: true })
  begin()
}
