import type { Page } from './world/createPageParts.js'
import type { World } from './world/createWorld.js'

/** What a person does; the engine is called, and the real tree is clicked. Where there is nothing to do, nothing is done. */
export interface Person {
  send: () => void
  stop: () => void
  /** Answers everything that is asked, and hands it in. */
  answer: () => void
  /** Writes without sending. */
  type: () => void
  /** Sends what stands in the composer, and empties it. */
  sendDraft: () => void
  /** Writes an answer to something that is asked, without handing it in. */
  jot: () => void
  retry: () => void
  takeBack: () => void
  /** Asks for an answer to what the thread holds. */
  askAgain: () => void
  /** Looks at the thread anew. */
  look: () => void
  /** The thread leaves the screen; the answer brings it back. */
  unmount: () => () => void
  /** The page is loaded anew. */
  reload: () => void
  switchThread: () => void
  /** Whatever is done next is done twice. */
  doubleNext: () => void
  /** Opens the thread in a second tab. */
  openTab: () => { act: () => void; close: () => void }
}

/** What a schedule is played on. */
export interface Stage {
  world: World
  person: Person
  /** The page that the person looks at. */
  page: () => Page
  /** What is to be over when everything is to be quiet. */
  onQuiet: (end: () => void) => void
}
