/** The words of the list of what waits for a person over all threads, in English. */
export const englishInbox = {
  /** The name of the list. */
  label: 'Waiting for you',
  /** The name of the count. */
  waiting: (count: number) =>
    count === 1 ? 'One question waits for you' : `${count} questions wait for you`,
  /** Beside a run that asks several things at once. */
  questions: (count: number) => `(${count} questions)`,
  /** A thread that nobody has named. */
  untitled: 'Untitled conversation',
  /** Before an answer that is needed within two minutes. */
  urgent: 'Soon over:',
  /** The names of the two filters. */
  filterBy: { tool: 'Show only this tool', assistant: 'Show only this assistant' },
  /** The choice of each filter that hides nothing. */
  every: { tool: 'Every tool', assistant: 'Every assistant' },
  /** Until every known thread was looked at. */
  looking: 'Looking through the conversations…',
  /** When all were looked at and nothing waits. */
  empty: 'Nothing waits for you.',
  /** When what waits is hidden by the filters. */
  filtered: 'Nothing of this kind waits for you.',
  /** How many threads could not be looked at. */
  refused: (count: number) =>
    count === 1
      ? 'One conversation could not be looked at.'
      : `${count} conversations could not be looked at.`,
}

/** The words of the inbox in one language. */
export type InboxLabels = typeof englishInbox
