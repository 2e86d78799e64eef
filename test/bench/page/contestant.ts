/** A page that shows a thread, as the scenarios drive it. */
export interface Contestant {
  /** Has everything at hand that is to be shown, so that opening asks for nothing. */
  fill: (thread: Thread) => Promise<void>
  /** Shows the thread. */
  mount: () => void
  /** Sends a message and brings its answer to where the first delta may come. */
  begin: (deltas: readonly string[]) => Promise<void>
  /** Hears one delta. */
  say: (at: number) => void
  /** Hears that the answer is complete. */
  finish: () => void
  /** Whether the whole answer is shown. */
  isSettled: () => boolean
  /** Lets the older messages come. */
  prepend: () => void
  viewport: () => HTMLElement
  /** The rows that are in the document, in their order. */
  rows: () => Iterable<Element>
  input: () => HTMLElement
}

export interface Thread {
  /** Messages that are loaded. */
  count: number
  /** Messages before them, which are not. */
  older: number
  /** How many of the loaded ones stand in the document; undefined leaves that to the page. */
  shown?: number
}
