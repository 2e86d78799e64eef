/** One message that a person meant to send. */
export interface Sent {
  text: string
  threadId: string
  /** Taken back before it was known to have arrived; `late` when it may have. */
  takenBack: 'no' | 'yes' | 'late'
}

/** What people did, by the keys that the engine gave to it. */
export interface Deeds {
  sent: Map<string, Sent>
  /** What somebody else wrote, past this kit. */
  elsewhere: string[]
  /** Automatic calls that were carried out, by run, call and how many outputs the run had taken. */
  executed: Map<string, number>
}

export const createDeeds = (): Deeds => ({
  sent: new Map(),
  elsewhere: [],
  executed: new Map(),
})
