import { InfiniteQueryObserver } from '@tanstack/react-query'
import { isNotFound, type Message } from '../api/index.js'
import { type ListData, listItems, putAround } from '../queries/index.js'
import type { ControllerContext } from './controllerContext.js'
import type { Sought } from './liveRun.js'
import { shownMessages } from './shownMessages.js'

/** Where in a thread the person is: at its latest messages, or around another one. */
export interface Seek {
  goTo: (messageId: string, options?: { focus?: boolean }) => void
  goToLatest: () => void
  dismissSought: () => void
  /** Shows the latest messages, whether they are loaded or not: the person has said something. */
  leave: () => void
  /** Something was heard. */
  notice: () => void
  close: () => void
}

/** The newest message that is known, when the latest ones were left. */
interface Newest {
  heard: string | undefined
  /** Undefined where no list of the latest was read yet. */
  read: string | undefined
  /** When that was, by the server's time. */
  at: number
}

/** Leads the person through a thread that is longer than what is loaded of it. */
export function createSeek({ core, client, cache }: ControllerContext): Seek {
  /** What is under way, or watched until nothing is missing between it and the latest. */
  let watched: { around: string | null; stop: () => void } | null = null
  let newest: Newest | null = null

  const listOf = (thread_id: string, around: string | null) =>
    cache.getQueryData<ListData<Message>>(shownMessages(client, thread_id, around).queryKey)

  const readNewest = (thread_id: string): Newest => ({
    heard: core.get().live.messages.at(-1)?.id,
    read: listOf(thread_id, null)?.pages[0]?.data[0]?.id,
    at: core.serverNow(),
  })

  const stop = () => {
    watched?.stop()
    watched = null
  }

  /** Reads a list, and calls back with each answer until `stop`. */
  const watch = (
    thread_id: string,
    around: string | null,
    onAnswer: (list: ListData<Message> | undefined, error: Error | null) => void,
  ) => {
    const before = watched
    const observer = new InfiniteQueryObserver(cache, shownMessages(client, thread_id, around))
    const mine = { around, stop: () => {} }
    watched = mine
    const hear = () => {
      const { data, error } = observer.getCurrentResult()
      if (watched === mine && (data ?? error)) onAnswer(data, error)
    }
    mine.stop = observer.subscribe(hear)
    // Last, so that what both watch is not let go.
    before?.stop()
    hear()
  }

  const set = (sought: Sought | null, around: string | null) => {
    if (around === null) newest = null
    core.set({ sought, around, hasNews: around !== null && core.get().hasNews })
  }

  const isShown = (thread_id: string, id: string, around: string | null): boolean => {
    const { live, pending, around: shown } = core.get()
    return (
      listItems(listOf(thread_id, around)).some((row) => row.id === id) ||
      (around === null &&
        shown === null &&
        (live.messages.some((message) => message.id === id) ||
          pending.some((send) => send.state === 'accepted' && send.message.id === id)))
    )
  }

  /** Goes on as the list of the latest messages as soon as nothing is missing between them. */
  const follow = (thread_id: string, around: string) =>
    watch(thread_id, around, () => {
      if (!putAround(cache, client, { thread_id, message_id: around })) return
      stop()
      set(core.get().sought, null)
    })

  const load = (thread_id: string, messageId: string, focus: boolean) =>
    watch(thread_id, messageId, (list, error) => {
      const asked = { messageId, focus }
      if (list) {
        newest ??= readNewest(thread_id)
        const isJoined = putAround(cache, client, { thread_id, message_id: messageId })
        set({ ...asked, state: 'shown' }, isJoined ? null : messageId)
        if (isJoined) stop()
        else follow(thread_id, messageId)
        return
      }
      const { around } = core.get()
      // What was on screen before stays there.
      const shown = around === messageId ? null : around
      if (isNotFound(error)) set({ ...asked, state: 'missing' }, shown)
      else if (error) set({ ...asked, state: 'failed', error }, shown)
      if (shown === null) stop()
      else follow(thread_id, shown)
    })

  return {
    goTo(messageId, { focus = false } = {}) {
      const { threadId, around, sought } = core.get()
      if (sought?.messageId === messageId && sought.state === 'loading' && watched) return
      if (threadId === null) return set({ messageId, focus, state: 'missing' }, null)
      const shown = { messageId, focus, state: 'shown' } as const
      if (around !== null && isShown(threadId, messageId, around)) {
        // A way to somewhere else is given up.
        if (watched?.around !== around) follow(threadId, around)
        return set(shown, around)
      }
      if (isShown(threadId, messageId, null)) {
        stop()
        return set(shown, null)
      }
      // What is on screen stays until there is something to show in its place.
      const isAnyShown = listOf(threadId, around) !== undefined
      set({ messageId, focus, state: 'loading' }, isAnyShown ? around : messageId)
      load(threadId, messageId, focus)
    },
    goToLatest() {
      const { threadId, around } = core.get()
      const shown = { messageId: null, state: 'shown' } as const
      if (threadId === null || around === null || listOf(threadId, null)) {
        stop()
        return set(shown, null)
      }
      set({ messageId: null, state: 'loading' }, around)
      // What failed shows where the messages would be.
      watch(threadId, null, () => {
        set(shown, null)
        stop()
      })
    },
    dismissSought: () => set(null, core.get().around),
    leave() {
      const { around, sought } = core.get()
      stop()
      if (around !== null || (sought && sought.state !== 'shown')) {
        set({ messageId: null, state: 'shown' }, null)
      }
    },
    notice() {
      const { threadId, around, hasNews } = core.get()
      if (threadId === null || around === null || newest === null || hasNews) return
      const { heard, read } = readNewest(threadId)
      const [row] = listOf(threadId, null)?.pages[0]?.data ?? []
      const isUnread =
        newest.read === undefined ? row && row.created_at * 1_000 > newest.at : read !== newest.read
      if (isUnread || (heard !== undefined && heard !== newest.heard)) core.set({ hasNews: true })
    },
    close() {
      stop()
      set(null, null)
    },
  }
}
