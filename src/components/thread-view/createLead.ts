import { tailMark } from './anchor.js'
import { focusRow } from './focusRow.js'

/** A row that the person is led to. */
export interface Destination {
  id: string
  /** It takes the keyboard's focus. */
  focus: boolean
}

/** The way to a row that may not be in the document yet. */
export interface Lead {
  begin: (destination: Destination) => void
  /** Rows have come: what stays in the document leads there by itself, the window is asked. */
  goOn: () => void
  /** The row to which the window has to lead, once, if it is one of these. */
  takeWay: (ids: readonly string[]) => Destination | null
  /** It does so right now. */
  isInWindow: () => boolean
  /** It has come to rest. */
  arrived: () => void
  /** Gives the focus to the row that is owed it, as soon as that can be seen. */
  focus: () => void
  end: () => void
}

export function createLead(log: () => Element | null, arrive: (row: HTMLElement) => void): Lead {
  let way: Destination | null = null
  let unfocused: string | null = null
  let isInWindow = false

  const find = (id: string, among: string) =>
    [...(log()?.querySelectorAll<HTMLElement>(`${among}[data-row]`) ?? [])].find(
      (row) => row.dataset['row'] === id,
    )

  const focus = () => {
    const row = unfocused === null ? undefined : find(unfocused, '')
    // The window hides rows until they are measured.
    if (!row || getComputedStyle(row).visibility === 'hidden') return
    unfocused = null
    focusRow(row)
  }

  const goOn = () => {
    const row = way && find(way.id, `:scope > [${tailMark}] > `)
    if (!row) return
    way = null
    arrive(row)
    focus()
  }

  return {
    begin(destination) {
      way = destination
      unfocused = destination.focus ? destination.id : null
    },
    goOn,
    takeWay(ids) {
      if (!way || !ids.includes(way.id)) return null
      const destination = way
      way = null
      isInWindow = true
      return destination
    },
    isInWindow: () => isInWindow,
    arrived() {
      isInWindow = false
    },
    focus,
    end() {
      way = null
      isInWindow = false
      unfocused = null
    },
  }
}
