import { findAsk } from '../places.js'
import { type Anchor, locate, pickAnchor, tailMark } from './anchor.js'
import { createLead, type Destination, type Lead } from './createLead.js'
import { printing } from './printing.js'
import { watchSizes } from './watchSizes.js'

/** Whoever comes down this close to the end wants to be there. */
const nearEnd = 48
/** Sizes are not whole numbers everywhere. */
const atEnd = 2
/** What is left free above the beginning of what is asked. */
const gapAbove = 8

export interface PlaceState {
  /** The element that scrolls; null until it is there. */
  viewport: HTMLElement | null
  /** Pixels of it that are seen at a time. */
  height: number
  /** The end is held, or the beginning of what is asked there. */
  follows: boolean
  /** The end is out of sight. */
  isAway: boolean
  /** The newest row when the end was let go of. */
  lastSeen: string | undefined
  /** The row that the person was led to last. */
  sought: Destination | null
  /** The same, while it is marked: for a moment. */
  marked: Destination | null
}

/** Where the person is looking, and what keeps it there. */
export interface Place {
  subscribe: (listener: () => void) => () => void
  read: () => PlaceState
  /** Begins to watch; the answer ends it. */
  attach: (viewport: HTMLElement, content: HTMLElement) => () => void
  /** The element that holds the rows. */
  log: () => Element | null
  /** Remembers what is in sight: right before rows come or go. */
  look: () => void
  /** Brings what was in sight right before back to where it was. */
  hold: () => void
  /** The window has taken another size. It looks after the rows in sight, but does not know of an end that is held. */
  onWindow: () => void
  /** A page has come in above: until it is at rest, the window keeps its last row in place, and not those in sight. */
  onShift: () => void
  /** The window is at rest. */
  onRest: () => void
  /** Rows are about to come or go: the window hears now where it is, and not with the next frame. */
  beforeRows: () => void
  /** Takes hold of the end; of the beginning of what is asked there, where that is higher than the viewport. */
  toLatest: () => void
  /** Lets go of the end: the person has turned to something else. */
  letGo: () => void
  /** Whether the last row is the latest one: an end that others follow is not held. */
  setEnd: (isLatest: boolean) => void
  /** Leads to a row, which is marked until `unmark`. */
  goTo: (destination: Destination) => void
  /** The way to a row. */
  lead: Pick<Lead, 'takeWay' | 'focus'>
  unmark: () => void
  /** Calls back when the person scrolls down to where rows soon end that others follow. */
  onNearEnd: (listener: () => void) => () => void
}

/** How far below the top of the viewport a row is put that the person was led to, as a share of its height. */
export const restsAt = 0.2

/**
 * Keeps the eye where it was: at the end while the person is there, and on the same row whatever comes in or grows
 * above it. Scrolling up lets go of the end, however short the way; coming back to it takes hold again. Of what a run asks
 * the beginning is shown first: where it is higher than the viewport, that is held in place of the end, until the person
 * goes on in it.
 */
export function createPlace(): Place {
  const listeners = new Set<() => void>()
  let state: PlaceState = {
    viewport: null,
    height: 0,
    follows: true,
    isAway: false,
    lastSeen: undefined,
    sought: null,
    marked: null,
  }
  /** The last row is the latest. */
  let isLatest = true
  const nearEndListeners = new Set<() => void>()
  let viewport: HTMLElement | null = null
  let content: HTMLElement | null = null
  let anchor: Anchor | null = null
  let lastTop = 0
  /** What is asked, while the person is at work in it. */
  let askInHand: Element | null = null
  /** The window has moved what it shows, and was not told of it by the browser yet. */
  let isUntold = false
  /** The window keeps its last row where it was, whatever lies between that and the rows in sight. */
  let isShifted = false
  /** On paper nothing scrolls; what was in sight before is looked for again afterwards. */
  let isPaused = false

  const set = (patch: Partial<PlaceState>) => {
    state = { ...state, ...patch }
    for (const listener of listeners) listener()
  }

  const log = () => content?.querySelector('[role="log"]') ?? null

  /** The way down to what is held, and what is asked there, if that is higher than the viewport. */
  const findLatest = (view: HTMLElement): { way: number; ask: Element | null } => {
    const toEnd = view.scrollHeight - view.clientHeight - view.scrollTop
    const ask = content && findAsk(content)
    if (!ask) return { way: toEnd, ask: null }
    const above = ask.getBoundingClientRect().top - view.getBoundingClientRect().top
    const toAsk = above - view.clientTop - gapAbove
    return toAsk < toEnd ? { way: toAsk, ask } : { way: toEnd, ask: null }
  }

  const wayToLastRow = (view: HTMLElement): number =>
    (log()?.getBoundingClientRect().bottom ?? 0) - view.getBoundingClientRect().bottom

  const tellAway = () => {
    if (!viewport) return
    const isAway = !isLatest || (!state.follows && findLatest(viewport).way > nearEnd)
    if (isAway !== state.isAway) set({ isAway })
  }

  const newestRow = () =>
    log()?.querySelector(`:scope > [${tailMark}]`)?.lastElementChild?.getAttribute('data-row') ??
    undefined

  const letGo = () => {
    if (!state.follows) return
    set({ follows: false, lastSeen: newestRow() })
  }

  const takeHold = () => {
    askInHand = null
    if (!state.follows && isLatest) set({ follows: true })
  }

  /** The person is at work in what is asked: it stays where they have it, and the end is held again once it is gone. */
  const takeInHand = (ask: Element) => {
    letGo()
    askInHand = ask
  }

  /** Finds out what the person meant by the way they went since the last look. */
  const sense = () => {
    if (!viewport) return
    const { scrollTop } = viewport
    const before = lastTop
    lastTop = scrollTop
    if (scrollTop === before) return
    const isDown = scrollTop > before
    if (isDown && !isLatest && wayToLastRow(viewport) < viewport.clientHeight)
      for (const listener of nearEndListeners) listener()
    const { way, ask } = findLatest(viewport)
    if (ask && way < -atEnd) takeInHand(ask)
    // Our own way to the end.
    else if (state.follows && isDown) return
    // Growth moves the end away without the person; only their own way up lets go, however short it is.
    else if (way <= (isDown ? nearEnd : atEnd)) takeHold()
    else if (!isDown) {
      askInHand = null
      letGo()
    }
  }

  /** What changes by work in a form, or by its being done, is nothing to go after. */
  const senseWork = () => {
    if (askInHand && !askInHand.isConnected) takeHold()
    const ask = viewport && state.follows ? findLatest(viewport).ask : null
    if (ask?.matches(':focus-within')) takeInHand(ask)
  }

  const pick = (view: HTMLElement, rows: Element | null) =>
    pickAnchor(view, rows, content && findAsk(content))

  const look = () => {
    isPaused ||= printing.read()
    if (isPaused) return
    sense()
    anchor = viewport && !state.follows ? pick(viewport, log()) : null
  }

  const toEnd = () => {
    if (!viewport) return
    viewport.scrollTop += findLatest(viewport).way
    lastTop = viewport.scrollTop
    if (state.isAway && isLatest) set({ isAway: false })
  }

  /** Makes good for the way that the row in sight was moved: by the viewport, or within what it holds. */
  const hold = (by: 'top' | 'offset') => {
    isPaused = printing.read()
    if (isPaused) return
    const rows = log()
    senseWork()
    if (state.follows) toEnd()
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
        anchor = pick(viewport, rows)
      }
      lastTop = viewport.scrollTop
      tellAway()
    }
  }

  const lookAgain = () => {
    look()
    if (!isPaused) tellAway()
  }

  const onScroll = (event: Event) => {
    isUntold = false
    lookAgain()
    // The window listens after this, and is not to follow either.
    if (isPaused) event.stopImmediatePropagation()
  }

  const turnAway = () => {
    letGo()
    lookAgain()
  }

  const toLatest = () => {
    takeHold()
    toEnd()
    if (!isLatest) return
    lead.end()
    if (state.sought) set({ sought: null, marked: null })
  }

  const arrive = (row: HTMLElement) => {
    if (!viewport) return
    const top = row.getBoundingClientRect().top - viewport.getBoundingClientRect().top
    viewport.scrollTop += top - viewport.clientHeight * restsAt
    // Where the page scrolls in its place.
    if (viewport.clientHeight > 0 && viewport.scrollHeight === viewport.clientHeight)
      row.scrollIntoView({ block: 'nearest' })
    lastTop = viewport.scrollTop
    anchor = pick(viewport, log())
    tellAway()
  }

  const lead = createLead(log, arrive)

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
        if (printing.read() || isPaused) return
        if (element.clientHeight !== state.height) set({ height: element.clientHeight })
        if (state.follows) sense()
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
    look,
    hold: () => {
      hold('top')
      lead.goOn()
    },
    onWindow: () => {
      if (isPaused || !viewport) return
      senseWork()
      if (state.follows) toEnd()
      // A row below those in sight has been measured, or has grown.
      else if (isShifted) hold('top')
      // Its way is not the person's.
      lastTop = viewport.scrollTop
      isUntold = true
    },
    onShift: () => {
      isShifted = true
    },
    onRest: () => {
      isShifted = false
    },
    beforeRows: () => {
      // Until it hears of its own scrolling, it would take the rows of a page that comes in for those in sight.
      if (isUntold && !isPaused) viewport?.dispatchEvent(new Event('scroll'))
    },
    toLatest,
    letGo: turnAway,
    setEnd: (isEnd) => {
      if (isEnd === isLatest) return
      isLatest = isEnd
      if (isEnd) set({ lastSeen: newestRow() })
      else letGo()
      if (isEnd && viewport && findLatest(viewport).way <= atEnd) takeHold()
      tellAway()
    },
    goTo: (destination) => {
      askInHand = null
      letGo()
      lead.begin(destination)
      set({ sought: destination, marked: destination })
      lead.goOn()
    },
    lead,
    unmark: () => {
      if (state.marked) set({ marked: null })
    },
    onNearEnd: (listener) => {
      nearEndListeners.add(listener)
      return () => void nearEndListeners.delete(listener)
    },
  }
}
