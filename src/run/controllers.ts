import type { QueryClient } from '@tanstack/react-query'
import type { AssistantsClient } from '../api/index.js'
import { createRunController } from './createRunController.js'
import type { ControllerOptions, RunController } from './runController.js'
import { createThreadReader, type ThreadReader } from './threadReader.js'

/** One thread of the page: its controller, and the reader of its rows. */
export interface ThreadEntry {
  controller: RunController
  reader: ThreadReader
}

interface Held {
  entry: ThreadEntry
  /** How often it is mounted under each of its names. */
  mounts: Map<string, number>
  cancelRelease: (() => void) | null
}

/** What is mounted, by each name under which it is. */
type Threads = Map<string, Held>

/** By cache, then by client: both are alive as long as anyone can reach them, and so are their threads. */
const registry = new WeakMap<QueryClient, WeakMap<AssistantsClient, Threads>>()
/** Made while rendering and not mounted yet; a render that is thrown away leaves nothing behind. */
const rendered = new WeakMap<Threads, Map<string, WeakRef<ThreadEntry>>>()
/** An entry keeps its mounts through a change of its name. */
const holds = new WeakMap<ThreadEntry, Held>()

function threadsOf(cache: QueryClient, client: AssistantsClient): Threads {
  const clients = registry.get(cache) ?? new WeakMap<AssistantsClient, Threads>()
  registry.set(cache, clients)
  const threads: Threads = clients.get(client) ?? new Map<string, Held>()
  clients.set(client, threads)
  return threads
}

/** Who wants to know which threads are mounted. */
const watchers = new WeakMap<Threads, Set<() => void>>()

function tellWatchers(threads: Threads) {
  for (const tell of watchers.get(threads) ?? []) tell()
}

/** The controllers that are mounted, each once. */
export const liveThreads = (cache: QueryClient, client: AssistantsClient): RunController[] => [
  ...new Set([...threadsOf(cache, client).values()].map(({ entry }) => entry.controller)),
]

/** Calls `act` whenever a thread is mounted or leaves. */
export function onThreadsChange(
  cache: QueryClient,
  client: AssistantsClient,
  act: () => void,
): () => void {
  const threads = threadsOf(cache, client)
  const known = watchers.get(threads) ?? new Set<() => void>()
  watchers.set(threads, known)
  known.add(act)
  return () => void known.delete(act)
}

/** A conversation that has got its thread since it was mounted is found by the thread's id, too. */
function findHeld(threads: Threads, name: string, threadId: string | null): Held | undefined {
  const held = threads.get(name)
  if (held || threadId === null) return held
  return [...threads.values()].find(
    ({ entry }) => entry.controller.store.getState().threadId === threadId,
  )
}

/** The entry of a thread, shared by every mount of it in the page; made when there is none. Has no effect outside. */
export function findThread(name: string, options: ControllerOptions): ThreadEntry {
  const threads = threadsOf(options.cache, options.client)
  const held = findHeld(threads, name, options.threadId)
  if (held) return held.entry
  const fresh = rendered.get(threads) ?? new Map<string, WeakRef<ThreadEntry>>()
  rendered.set(threads, fresh)
  const known = fresh.get(name)?.deref()
  if (known) return known
  const controller = createRunController(options)
  const entry = { controller, reader: createThreadReader(controller, options) }
  fresh.set(name, new WeakRef(entry))
  return entry
}

/**
 * Mounts an entry: the first mount attaches it, the last one to leave closes it one task later, so that StrictMode and
 * a move within the page do not part with the wire.
 */
export function holdThread(
  name: string,
  entry: ThreadEntry,
  { cache, client }: Pick<ControllerOptions, 'cache' | 'client'>,
): () => void {
  const threads = threadsOf(cache, client)
  const held = holds.get(entry) ?? { entry, mounts: new Map<string, number>(), cancelRelease: null }
  rendered.get(threads)?.delete(name)
  threads.set(name, held)
  held.mounts.set(name, (held.mounts.get(name) ?? 0) + 1)
  const isNew = !holds.has(entry)
  holds.set(entry, held)
  if (isNew) {
    void entry.controller.attach()
    tellWatchers(threads)
  }
  held.cancelRelease?.()
  held.cancelRelease = null
  return () => {
    const left = (held.mounts.get(name) ?? 1) - 1
    if (left > 0) held.mounts.set(name, left)
    else held.mounts.delete(name)
    // The thread goes on under its own id; the name it had before is free for the next conversation.
    const { threadId } = entry.controller.store.getState()
    if (left === 0 && threadId !== null && threadId !== name) forget(threads, name, held)
    if (held.mounts.size > 0) return
    const timer = setTimeout(() => {
      for (const key of threads.keys()) forget(threads, key, held)
      holds.delete(entry)
      tellWatchers(threads)
      entry.controller.close()
    })
    held.cancelRelease = () => clearTimeout(timer)
  }
}

function forget(threads: Threads, name: string, held: Held) {
  if (threads.get(name) === held) threads.delete(name)
}
