import type { QueryClient } from '@tanstack/react-query'
import type { AssistantsClient } from '../api/index.js'
import {
  type ControllerOptions,
  createRunController,
  type RunController,
} from './createRunController.js'
import { createThreadReader, type ThreadReader } from './threadReader.js'

/** One thread of the page: its controller, and the reader of its rows. */
export interface ThreadEntry {
  controller: RunController
  reader: ThreadReader
}

interface Held {
  entry: ThreadEntry
  mounts: number
  cancelRelease: (() => void) | null
}

type Threads = Map<string, Held>

/** By cache, then by client: both are alive as long as anyone can reach them, and so are their threads. */
const registry = new WeakMap<QueryClient, WeakMap<AssistantsClient, Threads>>()
/** Made while rendering and not mounted yet; a render that is thrown away leaves nothing behind. */
const rendered = new WeakMap<Threads, Map<string, WeakRef<ThreadEntry>>>()

function threadsOf(cache: QueryClient, client: AssistantsClient): Threads {
  const clients = registry.get(cache) ?? new WeakMap<AssistantsClient, Threads>()
  registry.set(cache, clients)
  const threads: Threads = clients.get(client) ?? new Map<string, Held>()
  clients.set(client, threads)
  return threads
}

/** The entry of a thread, shared by every mount of it in the page; made when there is none. Has no effect outside. */
export function findThread(name: string, options: ControllerOptions): ThreadEntry {
  const threads = threadsOf(options.cache, options.client)
  const held = threads.get(name)
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
  let held = threads.get(name)
  if (held?.entry !== entry) {
    held = { entry, mounts: 0, cancelRelease: null }
    threads.set(name, held)
    rendered.get(threads)?.delete(name)
    void entry.controller.attach()
  }
  const mine = held
  mine.cancelRelease?.()
  mine.cancelRelease = null
  mine.mounts++
  return () => {
    mine.mounts--
    if (mine.mounts > 0) return
    const timer = setTimeout(() => {
      for (const [key, value] of threads) if (value === mine) threads.delete(key)
      mine.entry.controller.close()
    })
    mine.cancelRelease = () => clearTimeout(timer)
  }
}

/** A conversation has got its thread id: who asks for the thread finds the same entry. */
export function renameThread(
  before: string,
  after: string,
  { cache, client }: Pick<ControllerOptions, 'cache' | 'client'>,
): void {
  const threads = threadsOf(cache, client)
  const held = threads.get(before)
  if (!held || threads.has(after)) return
  threads.delete(before)
  threads.set(after, held)
}
