import { findAsk } from '../places.js'
import { tailMark } from './anchor.js'

/** Whoever comes down this close to the end wants to be there. */
const nearEnd = 48
/** Sizes are not whole numbers everywhere. */
const atEnd = 2
/** What is left free above the beginning of what is asked. */
const gapAbove = 8

export interface EndState {
  /** The element that scrolls; null until it is there. */
  viewport: HTMLElement | null
  /** The end is held, or the beginning of what is asked there. */
  follows: boolean
  /** The end is out of sight. */
  isAway: boolean
  /** The newest row when the end was let go of. */
  lastSeen: string | undefined
}

/** Where the state is kept, and the rows are found. */
export interface EndStore {
  read: () => EndState
  set: (patch: Partial<EndState>) => void
  log: () => Element | null
}

/** The end of a thread, and whether it is held. */
export interface End {
  /** Takes hold of it, where it is the latest. */
  takeHold: () => void
  /** Lets go of it, until the person comes back, or what they have in hand is done. */
  letGo: () => void
  /** Lets go of it, whatever the person has in hand. */
  leave: () => void
  /** Goes there: to the beginning of what is asked, where that is higher than the viewport. */
  go: () => void
  /** Finds out what the person meant by the way they went since the last look. */
  sense: () => void
  /** Goes there if it is held, and tells whether it is. */
  keep: () => boolean
  /** What was scrolled since the last look is not the person's way. */
  skip: () => void
  /** Nor is this part of it. */
  shift: (way: number) => void
  /** Where the viewport was scrolled to, before what it holds got too short for that. */
  beforeCut: () => number
  /** Finds out whether it is in sight. */
  tell: () => void
  /** Whether the last row is the latest one: an end that others follow is not held. */
  setLatest: (isLatest: boolean) => void
  /** Calls back when the person scrolls down to where rows soon end that others follow. */
  onNear: (listener: () => void) => () => void
}

/**
 * Scrolling up lets go of the end, however short the way; coming back to it takes hold again. Of what a run asks the
 * beginning is shown first: where it is higher than the viewport, that is held in place of the end, until the person goes
 * on in it.
 */
export function createEnd({ read, set, log }: EndStore): End {
  const nearListeners = new Set<() => void>()
  /** The last row is the latest. */
  let isLatest = true
  let lastTop = 0
  /** What is asked, while the person is at work in it. */
  let askInHand: Element | null = null

  /** The way down to what is held, and what is asked there, if that is higher than the viewport. */
  const find = (view: HTMLElement): { way: number; ask: Element | null } => {
    const toEnd = view.scrollHeight - view.clientHeight - view.scrollTop
    const ask = findAsk(view)
    if (!ask) return { way: toEnd, ask: null }
    const above = ask.getBoundingClientRect().top - view.getBoundingClientRect().top
    const toAsk = above - view.clientTop - gapAbove
    return toAsk < toEnd ? { way: toAsk, ask } : { way: toEnd, ask: null }
  }

  const wayToLastRow = (view: HTMLElement): number =>
    (log()?.getBoundingClientRect().bottom ?? 0) - view.getBoundingClientRect().bottom

  const newestRow = () =>
    log()?.querySelector(`:scope > [${tailMark}]`)?.lastElementChild?.getAttribute('data-row') ??
    undefined

  const tell = () => {
    const { viewport, follows, isAway: wasAway } = read()
    if (!viewport) return
    const isAway = !isLatest || (!follows && find(viewport).way > nearEnd)
    if (isAway !== wasAway) set({ isAway })
  }

  const letGo = () => {
    if (read().follows) set({ follows: false, lastSeen: newestRow() })
  }

  const leave = () => {
    askInHand = null
    letGo()
  }

  const takeHold = () => {
    askInHand = null
    if (!read().follows && isLatest) set({ follows: true })
  }

  /** The person is at work in what is asked: it stays where they have it, and the end is held again once it is gone. */
  const takeInHand = (ask: Element) => {
    letGo()
    askInHand = ask
  }

  const skip = () => {
    lastTop = read().viewport?.scrollTop ?? lastTop
  }

  const go = () => {
    const { viewport, isAway } = read()
    if (!viewport) return
    viewport.scrollTop += find(viewport).way
    skip()
    if (isAway && isLatest) set({ isAway: false })
  }

  /** What changes by work in a form, or by its being done, is nothing to go after. */
  const senseWork = () => {
    if (askInHand && !askInHand.isConnected) takeHold()
    const { viewport, follows } = read()
    const ask = viewport && follows ? find(viewport).ask : null
    if (ask?.matches(':focus-within')) takeInHand(ask)
  }

  return {
    takeHold,
    letGo,
    leave,
    go,
    sense() {
      const { viewport, follows } = read()
      const before = lastTop
      skip()
      if (!viewport || lastTop === before) return
      const isDown = lastTop > before
      if (isDown && !isLatest && wayToLastRow(viewport) < viewport.clientHeight)
        for (const listener of nearListeners) listener()
      const { way, ask } = find(viewport)
      if (ask && way < -atEnd) takeInHand(ask)
      // Our own way to the end.
      else if (follows && isDown) return
      // Growth moves the end away without the person; only their own way up lets go, however short it is.
      else if (way <= (isDown ? nearEnd : atEnd)) takeHold()
      else if (!isDown) leave()
    },
    keep() {
      senseWork()
      const { follows } = read()
      if (follows) go()
      return follows
    },
    skip,
    shift(way) {
      lastTop += way
    },
    beforeCut() {
      const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = read().viewport ?? {}
      return scrollHeight - clientHeight - scrollTop < 1 ? Math.max(lastTop, scrollTop) : scrollTop
    },
    tell,
    setLatest(isEnd) {
      if (isEnd === isLatest) return
      isLatest = isEnd
      if (isEnd) set({ lastSeen: newestRow() })
      else letGo()
      const { viewport } = read()
      if (isEnd && viewport && find(viewport).way <= atEnd) takeHold()
      tell()
    },
    onNear: (listener) => {
      nearListeners.add(listener)
      return () => void nearListeners.delete(listener)
    },
  }
}
