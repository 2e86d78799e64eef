import { type Anchor, pickAnchor, topOf } from './anchor.js'

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
  /** Brings what was in sight back to where it was: in the same task as the change. */
  hold: () => void
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

  const look = () => {
    if (!viewport || follows) return
    lastTop = viewport.scrollTop
    anchor = pickAnchor(viewport, log())
  }

  const tellAway = () => {
    if (!viewport) return
    const { scrollTop, scrollHeight, clientHeight } = viewport
    const isAway = !follows && scrollHeight - clientHeight - scrollTop > nearEnd
    if (isAway !== state.isAway) set({ isAway })
  }

  /** `ownWay`: how far the person has scrolled on since the last look. */
  const keep = (ownWay: number) => {
    if (!viewport) return
    if (follows) {
      const { scrollHeight, clientHeight } = viewport
      lastTop = Math.max(0, scrollHeight - clientHeight)
      viewport.scrollTop = scrollHeight
      if (state.isAway) set({ isAway: false })
      return
    }
    if (anchor?.row.isConnected) {
      const moved = topOf(anchor.row, viewport) - anchor.top + ownWay
      // Less than that is the rounding of scroll positions; the anchor stays, so it never adds up.
      if (Math.abs(moved) > 0.5) viewport.scrollTop += moved
      anchor.top -= ownWay
    } else {
      anchor = pickAnchor(viewport, log())
    }
    lastTop = viewport.scrollTop
    tellAway()
  }

  const letGo = () => {
    if (!follows) return
    follows = false
    set({ lastSeen: log()?.lastElementChild?.getAttribute('data-row') ?? undefined })
    look()
    tellAway()
  }

  const toLatest = () => {
    follows = true
    keep(0)
  }

  const onScroll = () => {
    if (!viewport) return
    const { scrollTop } = viewport
    // Our own way to the end, or none.
    if (follows && scrollTop >= lastTop) {
      lastTop = scrollTop
      return
    }
    const fromEnd = viewport.scrollHeight - viewport.clientHeight - scrollTop
    // Growth moves the end away without the person; only their own way up lets go, however short it is.
    const isBack = fromEnd <= atEnd || (scrollTop > lastTop && fromEnd <= nearEnd)
    if (isBack) follows = true
    else if (scrollTop < lastTop) letGo()
    lastTop = scrollTop
    look()
    tellAway()
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
        if (selection?.isCollapsed === false && inner.contains(selection.anchorNode)) letGo()
      }
      element.addEventListener('scroll', onScroll, { passive: true })
      page.addEventListener('selectionchange', onSelect)
      const onResize = () => keep(follows ? 0 : element.scrollTop - lastTop)
      const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(onResize)
      observer?.observe(element)
      observer?.observe(inner)
      return () => {
        viewport = null
        set({ viewport })
        element.removeEventListener('scroll', onScroll)
        page.removeEventListener('selectionchange', onSelect)
        observer?.disconnect()
      }
    },
    log,
    follows: () => follows,
    look,
    hold: () => keep(0),
    toLatest,
    letGo,
  }
}
