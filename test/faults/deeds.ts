/** One message that a person meant to send. */
export interface Sent {
  text: string
  threadId: string
  /** Taken back before it was known to have arrived; `late` when it may have. */
  takenBack: 'no' | 'yes' | 'late'
}

/** What was written in answer to one call and not handed in. */
export interface Jotted {
  runId: string
  /** `at` by the world's clock. */
  texts: { text: string; at: number }[]
  /** From which of them on any may be seen: the last one, save when a page died in the middle of writing. */
  from: number
}

/** What people did, by the keys that the engine gave to it. */
export interface Deeds {
  sent: Map<string, Sent>
  /** What somebody else wrote, past this kit. */
  elsewhere: string[]
  /** Automatic calls that were carried out, by run, call and how many outputs the run had taken. */
  executed: Map<string, number>
  /** By run and call. */
  jotted: Map<string, Jotted>
  /** How many answers were written without being handed in. */
  jottings: number
}

export const createDeeds = (): Deeds => ({
  sent: new Map(),
  elsewhere: [],
  executed: new Map(),
  jotted: new Map(),
  jottings: 0,
})
