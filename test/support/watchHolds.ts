/** What a page can hold open, beside timers and what a presence hands out, as numbers that go back to where they were. */
export interface Holds {
  counts: () => Record<
    'abort listeners' | 'readers' | 'channels' | 'locks' | 'object URLs' | 'database connections',
    number
  >
  /** How many locks were held at once at most; each for a moment, maybe. */
  mostLocks: () => number
  stop: () => void
}

/** Puts `value` into the place of what stands there, and tells how it goes back. */
function replace(target: object, name: string, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { configurable: true, writable: true, value })
  return () => {
    if (own) Object.defineProperty(target, name, own)
    else Reflect.deleteProperty(target, name)
  }
}

/** Listeners on signals that somebody still holds. */
function watchSignals() {
  const listeners = new WeakMap<AbortSignal, Set<unknown>>()
  let signals: WeakRef<AbortSignal>[] = []
  // They are called on what they were called on; only the counting comes between.
  // oxlint-disable-next-line typescript/unbound-method
  const { addEventListener, removeEventListener } = AbortSignal.prototype
  AbortSignal.prototype.addEventListener = function add(
    this: AbortSignal,
    ...given: Parameters<typeof addEventListener>
  ) {
    // The platform's own requests listen too, for as long as it pleases them.
    const isOurs = /\/src\//.test(new Error().stack?.split('\n')[2] ?? '')
    if (!isOurs) return addEventListener.apply(this, given)
    const own = listeners.get(this) ?? new Set()
    if (!listeners.has(this)) signals.push(new WeakRef(this))
    listeners.set(this, own.add(given[1]))
    return addEventListener.apply(this, given)
  }
  AbortSignal.prototype.removeEventListener = function remove(
    this: AbortSignal,
    ...given: Parameters<typeof removeEventListener>
  ) {
    listeners.get(this)?.delete(given[1])
    return removeEventListener.apply(this, given)
  }
  return {
    count: () => {
      signals = signals.filter((held) => held.deref()?.aborted === false)
      return signals.reduce((sum, held) => {
        const signal = held.deref()
        return sum + (signal ? (listeners.get(signal)?.size ?? 0) : 0)
      }, 0)
    },
    stop: () =>
      void Object.assign(AbortSignal.prototype, { addEventListener, removeEventListener }),
  }
}

/** Readers of bodies that may still bring something. */
function watchReaders() {
  // oxlint-disable-next-line typescript/unbound-method
  const { getReader } = ReadableStream.prototype
  let open = 0
  ReadableStream.prototype.getReader = function read(this: ReadableStream, ...given: []) {
    const reader = getReader.apply(this, given)
    open++
    const close = () => void open--
    reader.closed.then(close, close)
    return reader
  } as typeof getReader
  return {
    count: () => open,
    stop: () => {
      ReadableStream.prototype.getReader = getReader
    },
  }
}

function watchChannels() {
  const open = new Set<number>()
  let made = 0
  /** As the browser's own, with nobody else on the line. */
  class Channel extends EventTarget {
    readonly #id = ++made
    constructor() {
      super()
      open.add(this.#id)
    }
    postMessage() {}
    close() {
      open.delete(this.#id)
    }
  }
  return { count: () => open.size, stop: replace(globalThis, 'BroadcastChannel', Channel) }
}

type Grant = (lock: { name: string } | null) => unknown

/** Locks as a browser has them, for one page. Without a page there is nobody to ask for one. */
function watchLocks() {
  const { navigator } = globalThis as { navigator?: Navigator }
  if (!navigator) return { count: () => 0, most: () => 0, stop: () => {} }
  let most = 0
  const held = new Map<string, Promise<unknown>>()
  const request = async (
    name: string,
    { ifAvailable = false, signal }: { ifAvailable?: boolean; signal?: AbortSignal },
    grant: Grant,
  ): Promise<unknown> => {
    if (ifAvailable && held.has(name)) return grant(null)
    while (held.has(name)) {
      await held.get(name)
      signal?.throwIfAborted()
    }
    const work = (async () => grant({ name }))()
    const over = work.then(
      () => held.delete(name),
      () => held.delete(name),
    )
    held.set(name, over)
    most = Math.max(most, held.size)
    await over
    return work
  }
  const query = () => Promise.resolve({ held: [...held.keys()].map((name) => ({ name })) })
  return {
    count: () => held.size,
    most: () => most,
    stop: replace(navigator, 'locks', { request, query }),
  }
}

function watchUrls() {
  const open = new Set<string>()
  let made = 0
  const create = replace(URL, 'createObjectURL', () => {
    const url = `blob:counted/${++made}`
    open.add(url)
    return url
  })
  const revoke = replace(URL, 'revokeObjectURL', (url: string) => open.delete(url))
  return {
    count: () => open.size,
    stop: () => {
      create()
      revoke()
    },
  }
}

/** Connections to databases, where there are any. */
function watchConnections() {
  const open = new Set<IDBDatabase>()
  const { indexedDB } = globalThis as { indexedDB?: IDBFactory }
  if (!indexedDB) return { count: () => 0, stop: () => {} }
  const real = indexedDB.open.bind(indexedDB)
  return {
    count: () => open.size,
    stop: replace(indexedDB, 'open', (name: string, version?: number) => {
      const request = real(name, version)
      request.addEventListener('success', () => {
        const { result } = request
        open.add(result)
        const close = result.close.bind(result)
        replace(result, 'close', () => {
          open.delete(result)
          close()
        })
      })
      return request
    }),
  }
}

/** Counts what is held open from now on. Locks and channels, which Node and jsdom lack, are there as long as it counts. */
export function watchHolds(): Holds {
  const signals = watchSignals()
  const readers = watchReaders()
  const channels = watchChannels()
  const locks = watchLocks()
  const urls = watchUrls()
  const connections = watchConnections()
  return {
    counts: () => ({
      'abort listeners': signals.count(),
      readers: readers.count(),
      channels: channels.count(),
      locks: locks.count(),
      'object URLs': urls.count(),
      'database connections': connections.count(),
    }),
    mostLocks: locks.most,
    stop: () => {
      for (const one of [signals, readers, channels, locks, urls, connections]) one.stop()
    },
  }
}
