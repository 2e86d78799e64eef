import { type Anchor, locate, pickAnchor, tailMark } from './anchor.js'
import { watchSizes } from './watchSizes.js'

/** Whoever comes down this close to the end wants to be there. */
const nearEnd = 48
/** Sizes are not whole numbers everywhere. */
const atEnd = 2

export interface PlaceState {
  /** The element that scrolls; null until it is there. */
  viewport: HTMLElement | null
  /** The end is out of sight. */
  isAway: boolean
  /** The newest row when the end was let go of. */
  lastSeen: string | undefined
}

/** Where the person is looking, and what keeps it there. */
export interface Place {
  subscribe: (listener: () => void) => () => void
  read: () => PlaceState
  /** Begins to watch; the answer ends it. */
  attach: (viewport: HTMLElement, content: HTMLElement) => () => void
  /** The element that holds the rows. */
  log: () => Element | null
  /** Whether the end is held. */
  follows: () => boolean
  /** Remembers what is in sight: right before rows come or go. */
  look: () => void
  /** Brings what was in sight right before back to where it was. */
  hold: () => void
  /** The window has taken another size. It looks after the rows in sight, but does not know of an end that is held. */
  onWindow: () => void
  /** Takes hold of the end. */
  toLatest: () => void
  /** Lets go of the end: the person has turned to something else. */
  letGo: () => void
}

/**
 * Keeps the eye where it was: at the end while the person is there, and on the same row whatever comes in or grows
 * above it. Scrolling up lets go of the end, however short the way; coming back to it takes hold again.
 */
export function createPlace(): Place {
  const listeners = new Set<() => void>()
  let state: PlaceState = { viewport: null, isAway: false, lastSeen: undefined }
  let viewport: HTMLElement | null = null
  let content: HTMLElement | null = null
  let follows = true
  let anchor: Anchor | null = null
  let lastTop = 0

  const set = (patch: Partial<PlaceState>) => {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  const log = () => content?.querySelector('[role="log"]') ?? null

  const tellAway = () => {
    if (!viewport) return
    const { scrollTop, scrollHeight, clientHeight } = viewport
    const isAway = !follows && scrollHeight - clientHeight - scrollTop > nearEnd
    if (isAway !== state.isAway) set({ isAway })
  }

  const letGo = () => {
    if (!follows) return
    follows = false
    const newest = log()?.querySelector(`:scope > [${tailMark}]`)?.lastElementChild
    set({ lastSeen: newest?.getAttribute('data-row') ?? undefined })
  }

  /** Finds out what the person meant by the way they went since the last look. */
  const sense = () => {
    if (!viewport) return
    const { scrollTop } = viewport
    const before = lastTop
    lastTop = scrollTop
    // No way at all, or our own to the end.
    if (scrollTop === before || (follows && scrollTop > before)) return
    const fromEnd = viewport.scrollHeight - viewport.clientHeight - scrollTop
    // Growth moves the end away without the person; only their own way up lets go, however short it is.
    const isBack = fromEnd <= atEnd || (scrollTop > before && fromEnd <= nearEnd)
    if (isBack) follows = true
    else if (scrollTop < before) letGo()
  }

  const look = () => {
    sense()
    anchor = viewport && !follows ? pickAnchor(viewport, log()) : null
  }

  const toEnd = () => {
    if (!viewport) return
    const { scrollHeight, clientHeight } = viewport
    lastTop = Math.max(0, scrollHeight - clientHeight)
    viewport.scrollTop = scrollHeight
    if (state.isAway) set({ isAway: false })
  }

  /** Makes good for the way that the row in sight was moved: by the viewport, or within what it holds. */
  const hold = (by: 'top' | 'offset') => {
    const rows = log()
    if (follows) toEnd()
    else if (viewport && rows) {
      if (anchor?.row.isConnected) {
        const { scrollTop } = viewport
        const moved = locate(anchor.row, viewport, rows)[by] - anchor[by]
        if (Math.abs(moved) > 0.5) viewport.scrollTop += moved
        // Positions of scrolling are whole pixels: what is left of the way is made good with the next.
        const left = moved - (viewport.scrollTop - scrollTop)
        anchor = locate(anchor.row, viewport, rows)
        anchor[by] -= left
      } else {
        anchor = pickAnchor(viewport, rows)
      }
      lastTop = viewport.scrollTop
      tellAway()
    }
  }

  const onScroll = () => {
    look()
    tellAway()
  }

  const turnAway = () => {
    letGo()
    onScroll()
  }

  const toLatest = () => {
    follows = true
    toEnd()
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    read: () => state,
    attach(element, inner) {
      viewport = element
      content = inner
      set({ viewport })
      const page = element.ownerDocument
      // What somebody marks is to lie still.
      const onSelect = () => {
        const selection = page.getSelection()
        if (selection?.isCollapsed === false && inner.contains(selection.anchorNode)) turnAway()
      }
      element.addEventListener('scroll', onScroll, { passive: true })
      page.addEventListener('selectionchange', onSelect)
      const unwatch = watchSizes(element, inner, () => {
        if (follows) sense()
        hold('offset')
      })
      return () => {
        viewport = null
        set({ viewport })
        element.removeEventListener('scroll', onScroll)
        page.removeEventListener('selectionchange', onSelect)
        unwatch()
      }
    },
    log,
    follows: () => follows,
    look,
    hold: () => hold('top'),
    onWindow: () => {
      if (follows) toEnd()
      // Until it hears of its own scrolling, it would take the rows of a page that comes in for those in sight.
      viewport?.dispatchEvent(new Event('scroll'))
    },
    toLatest,
    letGo: turnAway,
  }
}
