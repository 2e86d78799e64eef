import type { ComponentType } from 'react'
import type { ThreadViewWindowProps } from './ThreadViewWindow.js'

/** What shows the rows of a long thread: loaded when a thread gets long, so that others do not carry it. */
export type WindowPart =
  | { readonly state: 'absent' | 'loading' }
  /** It did not come, or rows cannot be measured here: then all of them are shown. */
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly Window: ComponentType<ThreadViewWindowProps> }

let part: WindowPart = { state: 'absent' }
const listeners = new Set<() => void>()

function set(next: WindowPart) {
  part = next
  for (const listener of listeners) listener()
}

export const windowPart = {
  read: (): WindowPart => part,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  /** Loads it, once in a page. */
  load: (): void => {
    if (part.state !== 'absent') return
    if (typeof ResizeObserver === 'undefined') {
      set({ state: 'failed' })
      return
    }
    set({ state: 'loading' })
    import('./ThreadViewWindow.js').then(
      ({ ThreadViewWindow }) => set({ state: 'ready', Window: ThreadViewWindow }),
      () => set({ state: 'failed' }),
    )
  },
}
