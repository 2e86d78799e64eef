import type { Fault } from '../../src/testing/index.js'

/** One thing that can go wrong, and what a person is to see of it. */
export interface PlaygroundFault {
  name: string
  /** What to do, and what happens then. */
  tells: string
  faults?: readonly Fault[]
  /** Milliseconds by which the device's clock is wrong. */
  skew?: number
  /** Seconds that the next runs may take. */
  lifetime?: number
  /** The browser says that there is no network. */
  isOffline?: boolean
}

const streams: Fault['operation'] = ['createRun', 'submitToolOutputs']
const refusal = (message: string) => ({ error: { message } })
/** The answer has begun by then. */
const inMidAnswer = 14

/** What can be picked in the playground. */
export const faults: readonly PlaygroundFault[] = [
  {
    name: 'Connection lost in mid-answer',
    tells:
      'Send something. The answer pauses, “Connection lost” shows, and it goes on word by word.',
    faults: [{ operation: streams, cut: { afterEvents: inMidAnswer } }],
  },
  {
    name: 'Stream ends too early',
    tells: 'Send something. An end without a last word is no end: the answer goes on.',
    faults: [{ operation: streams, cut: { afterEvents: inMidAnswer, how: 'end' } }],
  },
  {
    name: 'Stream falls silent',
    tells:
      'Send something. After eight seconds of silence (45 by default) the stream is taken up again.',
    faults: [{ operation: streams, cut: { afterEvents: inMidAnswer, how: 'stall' } }],
  },
  {
    name: 'Streams cannot be taken up again',
    tells: 'With one of the three above: the run is asked for now and then, without live text.',
    faults: [{ operation: 'resumeRun', answer: { status: 405, body: refusal('No such route.') } }],
  },
  {
    name: 'Message: done, answer lost',
    tells: 'Send something. The message is looked for before anything is sent again: there is one.',
    faults: [{ operation: 'createMessage', nth: 1, loseAnswer: true }],
  },
  {
    name: 'Run: begun, answer lost',
    tells: 'Send something. The run is looked for and found: there is one.',
    faults: [{ operation: 'createRun', nth: 1, loseAnswer: true }],
  },
  {
    name: 'Answers handed in, answer lost',
    tells: 'Answer what is asked. They are taken once, whatever was heard of it.',
    faults: [{ operation: 'submitToolOutputs', nth: 1, loseAnswer: true }],
  },
  {
    name: 'Too many requests, for 5 seconds',
    tells: 'Send something. It waits as long as it was told, and then goes on by itself.',
    faults: [
      { operation: 'createRun', nth: 1, answer: { status: 429, headers: { 'retry-after': '5' } } },
    ],
  },
  {
    name: 'Too many requests, for 10 minutes',
    tells: 'Send something. The time at which to try again is named, and the button waits for it.',
    faults: [
      { operation: 'createRun', answer: { status: 429, headers: { 'retry-after': '600' } } },
    ],
  },
  {
    name: 'Signed out (401)',
    tells:
      'Send something. It is refused, what you wrote stays, and goes out once you pick this off.',
    faults: [{ answer: { status: 401, body: refusal('The token has expired.') } }],
  },
  {
    name: 'The server breaks (500)',
    tells: 'Send something. Reads are tried again by themselves; what was sent is looked for.',
    faults: [{ answer: { status: 500, body: refusal('Out of order.') } }],
  },
  {
    name: 'A sign-in page in place of answers',
    tells: 'Send something. HTML is no answer of this protocol, and is told as what it is.',
    faults: [{ answer: { body: '<!doctype html><title>Sign in</title>' } }],
  },
  {
    name: 'Slow: three seconds for everything',
    tells:
      'Send something. Each step shows while it lasts; nothing is sent twice out of impatience.',
    faults: [{ delay: 3_000 }],
  },
  {
    name: 'Offline',
    tells: 'Send something, or pick it in mid-answer; pick it off, and one look brings all.',
    faults: [{ failBefore: true }],
    isOffline: true,
  },
  {
    name: 'A run without news',
    tells:
      'Send something. After fifteen seconds (three minutes by default) you are asked whether to wait.',
    faults: [
      { operation: 'createRun', cut: { afterEvents: 2, how: 'end' } },
      { operation: 'resumeRun', answer: { status: 405, body: refusal('No such route.') } },
      { operation: 'getRun', delay: 60_000 },
    ],
  },
  {
    name: 'Questions expire after 20 seconds',
    tells: 'Ask about the weather. What you have written by then stays, and can be used again.',
    lifetime: 20,
  },
  {
    name: 'This device is 10 minutes fast',
    tells: 'Ask about the weather. Time to answer is counted by the server, not by this device.',
    skew: 600_000,
  },
]
