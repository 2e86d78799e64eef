import { findAsk } from '../places.js'
import { type Anchor, locate, pickAnchor } from './anchor.js'
import { createEnd, type End } from './createEnd.js'
import { createLead, type Destination, type Lead } from './createLead.js'
import { createPlaceStore, type PlaceStore } from './createPlaceStore.js'
import { printing } from './printing.js'
import { watchSizes } from './watchSizes.js'

/** Where the person is looking, and what keeps it there. */
export interface Place extends Pick<PlaceStore, 'subscribe' | 'read'> {
  /** Begins to watch; the answer ends it. */
  attach: (viewport: HTMLElement, content: HTMLElement) => () => void
  /** The element that holds the rows. */
  log: () => Element | null
  /** Remembers what is in sight: right before rows come or go. */
  look: () => void
  /** Brings what was in sight right before back to where it was. */
  hold: () => void
  /**
   * The window has taken another size. It looks after rows in sight that are its own, as far as it knows; it knows neither
   * of an end that is held, nor of rows around it that have changed at the same time.
   */
  onWindow: () => void
  /** The window is at rest. */
  onRest: () => void
  /** Rows are about to come or go: the window hears now where it is, and not with the next frame. */
  beforeRows: () => void
  end: Pick<End, 'setLatest' | 'onNear'>
  /** Takes hold of the end; of the beginning of what is asked there, where that is higher than the viewport. */
  toLatest: () => void
  /** Lets go of the end: the person has turned to something else. */
  letGo: () => void
  /** Leads to a row, which is marked until `unmark`. */
  goTo: (destination: Destination) => void
  /** The way to a row. */
  lead: Pick<Lead, 'takeWay' | 'focus'>
  unmark: () => void
}

/** How far below the top of the viewport a row is put that the person was led to, as a share of its height. */
export const restsAt = 0.2

/** Keeps the eye where it was: at the end while that is held, else on the same row whatever comes in or grows above it. */
export function createPlace(): Place {
  const { subscribe, read, set, measure } = createPlaceStore()
  let anchor: Anchor | null = null
  /** What is left of the way that was last made good, as long as nobody scrolls. */
  let rest = { scrollTop: -1, left: 0 }
  /** The window has moved what it shows, and was not told of it by the browser yet. */
  let isUntold = false
  /** On paper nothing scrolls; what was in sight before is looked for again afterwards. */
  let isPaused = false

  const log = () => read().viewport?.querySelector('[role="log"]') ?? null

  const end = createEnd({ read, set, log })

  const pick = (view: HTMLElement) => pickAnchor(view, log(), findAsk(view))

  /** Makes good for the way that the row in sight was moved: by the viewport, or within what it holds. */
  const makeGood = (by: 'top' | 'offset') => {
    const { viewport, follows } = read()
    const rows = log()
    if (follows || !viewport || !rows || !anchor?.piece.isConnected) return
    const from = by === 'top' ? viewport.scrollTop : end.beforeCut()
    const moved = locate(anchor.piece, viewport, rows)[by] - anchor[by]
    if (Math.abs(from + moved - viewport.scrollTop) > 0.5) viewport.scrollTop = from + moved
    const way = viewport.scrollTop - from
    end.shift(way)
    anchor = locate(anchor.piece, viewport, rows)
    // Positions of scrolling are whole pixels: what is left of the way is made good with the next.
    const left = moved - way
    anchor[by] -= left
    rest = by === 'top' ? { scrollTop: viewport.scrollTop, left } : rest
  }

  const look = () => {
    isPaused ||= printing.read()
    if (isPaused) return
    // Something may have grown right now: what is in sight because of that is not what the person looks at.
    makeGood('offset')
    end.sense()
    const { viewport, follows } = read()
    anchor = viewport && !follows ? pick(viewport) : null
    if (anchor && viewport?.scrollTop === rest.scrollTop) anchor.top -= rest.left
  }

  const hold = (by: 'top' | 'offset') => {
    isPaused = printing.read()
    const { viewport } = read()
    if (isPaused || end.keep() || !viewport) return
    if (anchor?.piece.isConnected) makeGood(by)
    else anchor = pick(viewport)
    end.skip()
    end.tell()
  }

  const lookAgain = () => {
    look()
    if (!isPaused) end.tell()
  }

  const onScroll = (event: Event) => {
    isUntold = false
    lookAgain()
    // The window listens after this, and is not to follow either.
    if (isPaused) event.stopImmediatePropagation()
  }

  const letGo = () => {
    end.letGo()
    lookAgain()
  }

  const arrive = (row: HTMLElement) => {
    const { viewport } = read()
    if (!viewport) return
    const top = row.getBoundingClientRect().top - viewport.getBoundingClientRect().top
    viewport.scrollTop += top - viewport.clientHeight * restsAt
    // Where the page scrolls in its place.
    if (viewport.clientHeight > 0 && viewport.scrollHeight === viewport.clientHeight)
      row.scrollIntoView({ block: 'nearest' })
    end.skip()
    anchor = pick(viewport)
    end.tell()
  }

  const lead = createLead(log, arrive)

  return {
    subscribe,
    read,
    attach(viewport, content) {
      set({ viewport })
      const page = viewport.ownerDocument
      // What somebody marks is to lie still.
      const onSelect = () => {
        const selection = page.getSelection()
        if (selection?.isCollapsed === false && content.contains(selection.anchorNode)) letGo()
      }
      viewport.addEventListener('scroll', onScroll, { passive: true })
      page.addEventListener('selectionchange', onSelect)
      const unwatch = watchSizes(viewport, content, () => {
        if (printing.read() || isPaused) return
        measure(() => {
          if (viewport.clientHeight !== read().height) set({ height: viewport.clientHeight })
          if (read().follows) end.sense()
          hold('offset')
        })
      })
      return () => {
        set({ viewport: null })
        viewport.removeEventListener('scroll', onScroll)
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
      if (isPaused || !read().viewport) return
      // On its way to a row, it moves what is in sight.
      measure(() => {
        if (!end.keep() && !lead.isInWindow()) hold('top')
      })
      // Its way is not the person's.
      end.skip()
      isUntold = true
    },
    onRest: lead.arrived,
    beforeRows: () => {
      // Until it hears of its own scrolling, it would take the rows of a page that comes in for those in sight.
      if (isUntold && !isPaused) read().viewport?.dispatchEvent(new Event('scroll'))
    },
    end,
    toLatest: () => {
      end.takeHold()
      end.go()
      if (!read().follows) return
      lead.end()
      if (read().sought) set({ sought: null, marked: null })
    },
    letGo,
    goTo: (destination) => {
      end.leave()
      lead.begin(destination)
      set({ sought: destination, marked: destination })
      lead.goOn()
    },
    lead,
    unmark: () => {
      if (read().marked) set({ marked: null })
    },
  }
}
