/** The words of the list of what waits for a person over all threads, in English. */
export const englishInbox = {
  label: 'Waiting for you',
  waiting: (count: number) =>
    count === 1 ? 'One question waits for you' : `${count} questions wait for you`,
  questions: (count: number) => `(${count} questions)`,
  untitled: 'Untitled conversation',
  urgent: 'Soon over:',
  filterBy: { tool: 'Show only this tool', assistant: 'Show only this assistant' },
  every: { tool: 'Every tool', assistant: 'Every assistant' },
  looking: 'Looking through the conversations…',
  empty: 'Nothing waits for you.',
  filtered: 'Nothing of this kind waits for you.',
  refused: (count: number) =>
    count === 1
      ? 'One conversation could not be looked at.'
      : `${count} conversations could not be looked at.`,
}

/** The words of the inbox in one language. */
export type InboxLabels = typeof englishInbox
