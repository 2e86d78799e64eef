/** One tab of an origin, with what the kit needs of it. */
export interface OriginTab {
  /** Its name among the tabs. */
  id: string
  /** As `Tabs.hold`; `waited` says that another tab held it in between. */
  hold: (name: string, signal: AbortSignal) => Promise<{ waited: boolean }>
  /** Whether some tab of this origin holds it. */
  isHeld: (name: string) => Promise<boolean>
  /** Hears what the other tabs say under a name, until it leaves. */
  join: (
    name: string,
    hear: (said: unknown) => void,
  ) => { say: (what: unknown) => void; leave: () => void }
  /** The tab is gone: what it held is free, and it hears and says nothing any more. */
  close: () => void
}

/** The tabs of one origin in one process: locks and channels as a browser has them, without a browser. */
export interface Origin {
  /** Opens one more tab. */
  open: () => OriginTab
  /** All that was said, by whom and where. */
  said: { tab: string; name: string; what: unknown }[]
}

interface Waiting {
  tab: string
  grant: () => void
}

interface Ear {
  tab: string
  name: string
  hear: (said: unknown) => void
}

/** Makes an origin; each page of a test opens a tab of its own. */
export function createOrigin(): Origin {
  let tabs = 0
  let holds = 0
  const locks = new Map<string, { holder: string; queue: Waiting[] }>()
  const ears = new Set<Ear>()
  const closed = new Set<string>()
  const said: Origin['said'] = []

  const release = (name: string, holder: string) => {
    const lock = locks.get(name)
    if (lock?.holder !== holder) return
    const next = lock.queue.shift()
    if (!next) {
      locks.delete(name)
      return
    }
    lock.holder = next.tab
    next.grant()
  }

  const hold = (tab: string, name: string, signal: AbortSignal): Promise<{ waited: boolean }> => {
    if (signal.aborted) return Promise.reject(signal.reason as Error)
    // A page that is gone goes on with nothing.
    if (closed.has(tab)) return new Promise(() => {})
    // A tab may ask twice for what it holds: each of its holds is one of its own.
    const own = `${tab} ${++holds}`
    const lock = locks.get(name)
    const free = () => queueMicrotask(() => release(name, own))
    if (!lock) {
      locks.set(name, { holder: own, queue: [] })
      signal.addEventListener('abort', free, { once: true })
      return Promise.resolve({ waited: false })
    }
    return new Promise((resolve, reject) => {
      const waiting = {
        tab: own,
        grant: () => {
          signal.removeEventListener('abort', giveUp)
          signal.addEventListener('abort', free, { once: true })
          resolve({ waited: true })
        },
      }
      const giveUp = () => {
        lock.queue = lock.queue.filter((one) => one !== waiting)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      lock.queue.push(waiting)
    })
  }

  return {
    said,
    open() {
      const id = `tab_${++tabs}`
      return {
        id,
        hold: (name, signal) => hold(id, name, signal),
        isHeld: (name) => Promise.resolve(locks.has(name)),
        join(name, hear) {
          const ear = { tab: id, name, hear }
          ears.add(ear)
          return {
            say(what) {
              if (!ears.has(ear)) return
              const copy: unknown = structuredClone(what)
              said.push({ tab: id, name, what: copy })
              for (const other of ears) {
                if (other === ear || other.name !== name) continue
                queueMicrotask(() => {
                  if (ears.has(other)) other.hear(structuredClone(copy))
                })
              }
            },
            leave: () => void ears.delete(ear),
          }
        },
        close() {
          closed.add(id)
          for (const ear of ears) if (ear.tab === id) ears.delete(ear)
          for (const [name, lock] of locks) {
            lock.queue = lock.queue.filter(({ tab }) => !tab.startsWith(`${id} `))
            if (lock.holder.startsWith(`${id} `)) release(name, lock.holder)
          }
        },
      }
    },
  }
}
