/**
 * What the tabs of one origin can do together: `pageTabs` by Web Locks and a BroadcastChannel. Another host of the kit
 * brings its own.
 */
export interface Tabs {
  /** This tab's name among them. */
  id: string
  /**
   * Holds what one tab at a time may hold, from the moment the promise resolves until `signal` aborts. Rejects with the
   * signal's reason when that happens first.
   */
  hold: (name: string, signal: AbortSignal) => Promise<TabHold>
  /** Whether some tab, this one included, holds it. */
  isHeld: (name: string) => Promise<boolean>
  /** Hears what the others say under a name; values are plain data, and may be anything. */
  join: (name: string, hear: (said: unknown) => void) => TabChannel
}

/** What a tab learns when it comes to hold something. */
export interface TabHold {
  /** Another tab held it in between: what was known before may be over. */
  waited: boolean
}

/** One tab's place among those that talk under one name. */
export interface TabChannel {
  /** Tells all others. */
  say: (what: unknown) => void
  /** Says and hears nothing any more. */
  leave: () => void
}

/**
 * For a page that knows of no other tab. What two such pages do is told apart by the server and by what is kept in
 * storage alone.
 */
export const soloTabs: Tabs = {
  id: 'solo',
  hold: () => Promise.resolve({ waited: false }),
  isHeld: () => Promise.resolve(false),
  join: () => ({ say: () => {}, leave: () => {} }),
}

/** Where there is no page, or the page is not a safe one, there are no locks. */
const findLocks = (): LockManager | undefined =>
  typeof document === 'undefined' || typeof BroadcastChannel === 'undefined'
    ? undefined
    : // Absent outside of secure contexts, whatever the types say.
      (navigator as Partial<Navigator>).locks

let pageId: string | null = null

/** The page's own; where it has no locks, or no channel, it goes on as if it were the only one. */
export const pageTabs: Tabs = {
  get id() {
    pageId ??= findLocks() ? crypto.randomUUID() : soloTabs.id
    return pageId
  },
  hold: (name, signal) => {
    const locks = findLocks()
    return locks ? holdLock(locks, name, signal) : soloTabs.hold(name, signal)
  },
  async isHeld(name) {
    const held = await findLocks()?.query()
    return held?.held?.some((lock) => lock.name === name) ?? false
  },
  join(name, hear) {
    if (!findLocks()) return soloTabs.join(name, hear)
    const channel = new BroadcastChannel(name)
    channel.addEventListener('message', ({ data }) => hear(data))
    return {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel is of one origin
      say: (what) => channel.postMessage(what),
      leave: () => channel.close(),
    }
  },
}

function holdLock(locks: LockManager, name: string, signal: AbortSignal): Promise<TabHold> {
  return new Promise((resolve, reject) => {
    const keep = (waited: boolean) => (lock: Lock | null) => {
      if (lock === null) return false
      resolve({ waited })
      return new Promise<boolean>((release) => {
        const end = () => release(true)
        if (signal.aborted) end()
        else signal.addEventListener('abort', end, { once: true })
      })
    }
    locks
      .request(name, { ifAvailable: true }, keep(false))
      .then((isDone) => isDone || locks.request(name, { signal }, keep(true)))
      .catch(() => {
        if (signal.aborted) reject(signal.reason as Error)
        // A frame that may not lock at all, a sandboxed one say, goes on without.
        else resolve({ waited: false })
      })
  })
}
