/** One message that a person meant to send. */
export interface Sent {
  text: string
  threadId: string
  /** Taken back before it was known to have arrived; `late` when it may have. */
  takenBack: 'no' | 'yes' | 'late'
  /** When it was sent, and when its words had been written, by the world's clock. */
  at: number
  writtenAt: number
}

/** What was written in one place and not sent or handed in. */
export interface Written {
  /** `at` by the world's clock. */
  texts: { text: string; at: number }[]
  /** From which of them on any may be seen: the last one, save when a page died in the middle of writing. */
  from: number
}

/** What was written in answer to one call. */
export interface Jotted extends Written {
  threadId: string
  runId: string
}

/** What people did, by the keys that the engine gave to it. */
export interface Deeds {
  sent: Map<string, Sent>
  /** What somebody else wrote, past this kit. */
  elsewhere: string[]
  /** Automatic calls that were carried out, by run, call and how many outputs the run had taken. */
  executed: Map<string, number>
  /** In the composer, by thread. */
  composed: Map<string, Written>
  /** Sent in the last moment of a page, in words that were there for long enough to be kept. */
  owed: Set<string>
  /** By run and call. */
  jotted: Map<string, Jotted>
  /** How many answers were written without being handed in. */
  jottings: number
  /** Words that stood in the composer still though they had been sent, after a page died. */
  shownTwice: number
}

export const createDeeds = (): Deeds => ({
  sent: new Map(),
  elsewhere: [],
  executed: new Map(),
  composed: new Map(),
  owed: new Set(),
  jotted: new Map(),
  jottings: 0,
  shownTwice: 0,
})
