/** What a row of the page's storage is about; `no draft` is the removal of one. */
export type Subject = 'draft' | 'no draft' | 'answers' | 'sends'

/**
 * What is heard of a page from outside while a person writes, sends and answers in it: a key, a press, a write of its
 * storage that begins or is kept, and a request that arrives, is answered, or is streamed to.
 */
export type Heard =
  | `typed ${'words' | 'answer'}`
  | `pressed ${'send' | 'submit'}`
  | `${'begun' | 'kept'} ${Subject}`
  | `${'asked' | 'answered' | 'told'} ${'createMessage' | 'createRun' | 'submitToolOutputs'}`

/** When a page dies, and how. */
export interface Moment {
  /** In words that follow on "a page that dies". */
  when: string
  /** It dies as this is heard. */
  at: Heard
  /** For which time. @default the first */
  nth?: number
  /** Its own process alone, or the whole browser. @default the page */
  who?: 'page' | 'browser'
  /** Until then the world stands still where this is heard. */
  held?: Heard
  /** The request at which the world stands still never comes to the server. */
  isLost?: true
}

/** Spread over typing, sending, answering and handing in. */
export const moments: readonly Moment[] = [
  { when: 'before anything of a draft is kept', at: 'typed words', nth: 5 },
  { when: 'while a draft is being written', at: 'begun draft' },
  { when: 'as a draft is kept', at: 'kept draft' },
  { when: 'with its browser, as a draft is kept', at: 'kept draft', who: 'browser' },
  { when: 'as a draft is kept once more', at: 'kept draft', nth: 2 },
  { when: 'in the moment in which something is sent', at: 'pressed send' },
  { when: 'while what is sent is being written', at: 'begun sends' },
  { when: 'with its browser, as what is sent is kept', at: 'kept sends', who: 'browser' },
  { when: 'before its message has come to the server', at: 'asked createMessage' },
  {
    when: 'when its composer is kept empty, with a message that is lost on the way',
    at: 'kept no draft',
    held: 'asked createMessage',
    isLost: true,
  },
  {
    when: 'when its composer is kept empty, before it is told of its message',
    at: 'kept no draft',
    held: 'answered createMessage',
  },
  {
    when: 'with its browser, before it is told of its message',
    at: 'kept no draft',
    held: 'answered createMessage',
    who: 'browser',
  },
  { when: 'before it is told of its run', at: 'answered createRun' },
  { when: 'in the middle of a stream', at: 'told createRun', nth: 3 },
  { when: 'while an answer is being written', at: 'begun answers' },
  { when: 'as the answers are kept', at: 'kept answers', nth: 2 },
  { when: 'in the moment in which answers are handed in', at: 'pressed submit' },
  { when: 'before answers have come to the server', at: 'asked submitToolOutputs' },
  {
    when: 'with answers that are lost on the way',
    at: 'asked submitToolOutputs',
    isLost: true,
  },
  {
    when: 'with its browser, before it is told that its answers were taken',
    at: 'answered submitToolOutputs',
    who: 'browser',
  },
]
