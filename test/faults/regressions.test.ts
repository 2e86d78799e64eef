import { describe, expect, it } from 'vitest'
import type { Event } from './commands/events.js'
import { playEvents } from './commands/playEvents.js'
import { playEngine } from './playSchedule.js'
import type { Schedule } from './schedule.js'

const both = { pace: 0, dialect: 'generic' } as const

/** Schedules that once broke a promise, as they were shrunk, by what went wrong. */
const found: Record<string, Schedule> = {
  'a stop that comes between the last look at a run and the next send is followed to its end': {
    ...both,
    lines: [['get_weather', 'book_trip']],
    steps: [
      { elsewhere: 'starts a run', ms: 2_500 },
      { act: 'send', ms: 0 },
      { act: 'stop', ms: 0 },
    ],
  },
  'a call whose note could not be written is not carried out again when the thread is entered anew':
    {
      ...both,
      pace: 200,
      lines: [['book_trip', 'get_weather']],
      steps: [
        { act: 'send', ms: 0 },
        { fault: 'storage quota', given: { acts: 2 }, ms: 0 },
        { act: 'answer', ms: 9_000 },
        { fault: 'thread switch', given: {}, ms: 0 },
      ],
    },
  'a message that could not be kept is there when the thread is entered anew': {
    ...both,
    lines: [],
    steps: [
      {
        fault: 'offline and online',
        given: { ms: 400, how: 'hang', lie: 'says nothing' },
        ms: 0,
      },
      { fault: 'storage abort', given: { acts: 1_000 }, ms: 0 },
      { act: 'send', ms: 700 },
      { fault: 'thread switch', given: {}, ms: 0 },
    ],
  },
  'what waits is not overwritten when it could not be read': {
    ...both,
    lines: [['approve_refund', 'book_trip']],
    steps: [
      { act: 'send', ms: 0 },
      { act: 'send', ms: 0 },
      { fault: 'thread switch', given: {}, ms: 0 },
      { fault: 'storage abort', given: { acts: 1_000 }, ms: 0 },
      { fault: 'thread switch', given: {}, ms: 0 },
    ],
  },
  'a clock that is set back does not keep a look from being taken': {
    ...both,
    lines: [],
    steps: [
      { elsewhere: 'writes a message', ms: 0 },
      { fault: 'clock skew', given: { ms: -600_000 }, ms: 0 },
    ],
  },
  'what somebody else wrote while a stream was followed is read when that is over': {
    pace: 0,
    dialect: 'ownServer',
    lines: [],
    steps: [
      { fault: 'freeze', given: { ms: 5_000 }, ms: 0 },
      {
        fault: 'apply then lose response',
        given: { operation: ['createRun'], nth: 3 },
        ms: 0,
      },
      { act: 'send', ms: 0 },
      { act: 'send', ms: 0 },
      { act: 'answer', ms: 0 },
      {
        fault: 'stall',
        given: { operation: ['resumeRun'], nth: 1, k: 402, ms: 3_600_000 },
        ms: 0,
      },
      { elsewhere: 'writes a message', ms: 0 },
      { act: 'send', ms: 9_000 },
    ],
  },
  'a tab that had nothing to send, and then has, is found again after it died': {
    ...both,
    lines: [['book_trip', 'get_weather']],
    steps: [
      { act: 'send', ms: 0 },
      { fault: 'second tab', given: { ms: 8_000 }, ms: 0 },
      { act: 'send', ms: 0 },
      { fault: 'unmount and remount', given: { ms: 600, isReload: true }, ms: 0 },
    ],
  },
  'a tab whose storage failed once knows of the others all the same': {
    pace: 0,
    dialect: 'ownServer',
    lines: [],
    steps: [
      {
        fault: '408',
        given: {
          operation: ['createMessage', 'createRun', 'submitToolOutputs', 'cancelRun'],
          nth: 1,
        },
        ms: 0,
      },
      { fault: 'second tab', given: { ms: 1_000 }, ms: 0 },
      { act: 'stop', ms: 9_000 },
      { fault: 'storage closed', given: { acts: 1 }, ms: 0 },
      { act: 'send', ms: 0 },
    ],
  },
  'what is brought back is not overwritten by what is sent meanwhile': {
    ...both,
    lines: [],
    steps: [
      {
        fault: 'offline and online',
        given: { ms: 70_000, how: 'hang', lie: 'says nothing' },
        ms: 0,
      },
      { fault: 'hidden and throttled', given: { ms: 90_000 }, ms: 0 },
      { act: 'send', ms: 0 },
      { fault: 'unmount and remount', given: { ms: 9_000, isReload: false }, ms: 0 },
      { fault: 'thread switch', given: {}, ms: 0 },
      { act: 'send', ms: 0 },
      { fault: 'unmount and remount', given: { ms: 600, isReload: true }, ms: 0 },
    ],
  },
  'what was written in answer to a run that expired stays when a message that waited goes out': {
    pace: 0,
    dialect: 'ownServer',
    lines: [
      ['approve_refund', 'get_weather'],
      ['book_trip', 'approve_refund'],
      ['get_weather', 'book_trip'],
    ],
    steps: [
      { act: 'send', ms: 90_000 },
      { act: 'answer', ms: 90_000 },
      { act: 'answer', ms: 290_000 },
      { act: 'jot', ms: 0 },
      { act: 'send', ms: 90_000 },
    ],
  },
  'what was written in answer to a run that expired stays when somebody else starts a run': {
    pace: 0,
    dialect: 'ownServer',
    lines: [['get_weather']],
    steps: [
      { act: 'send', ms: 290_000 },
      { act: 'jot', ms: 290_000 },
      { act: 'look', ms: 90_000 },
      { elsewhere: 'starts a run', ms: 9_000 },
      { act: 'look', ms: 9_000 },
    ],
  },
  'a tab that wakes late does not strike out what another one did for a later ask': {
    pace: 200,
    dialect: 'ownServer',
    lines: [
      ['book_trip', 'approve_refund', 'get_weather'],
      ['get_weather', 'book_trip', 'approve_refund'],
    ],
    steps: [
      { act: 'send', ms: 9_000 },
      { act: 'answer', ms: 0 },
      { fault: 'freeze', given: { ms: 700_000 }, ms: 0 },
      {
        fault: 'offline and online',
        given: { ms: 400, how: 'hang', lie: 'says nothing' },
        ms: 0,
      },
      { fault: 'second tab', given: { ms: 8_000 }, ms: 0 },
    ],
  },
  'what is typed while the page is hidden and its timers sleep is there after a reload': {
    pace: 0,
    dialect: 'ownServer',
    lines: [],
    steps: [
      { fault: 'hidden and throttled', given: { ms: 90_000 }, ms: 0 },
      { act: 'type', ms: 2_500 },
      { fault: 'unmount and remount', given: { ms: 600, isReload: true }, ms: 0 },
    ],
  },
}

describe('what the fault suite found', () => {
  it.each(Object.entries(found))('%s', { timeout: 30_000 }, async (_name, schedule) => {
    const { violation } = await playEngine(schedule)
    expect(violation).toBeNull()
  })
})

/** What happened when something was not seen as it should be, as it was shrunk. */
const misseen: Record<string, Event[]> = {
  'what a run went on to say while the thread was left is there when it is entered again': [
    'sends',
    'the model says more',
    'the run asks',
    'goes away',
    'somebody else answers',
    'the model says more',
    'somebody else stops it',
    'comes back',
  ],
  'what was written for a run that ended meanwhile is seen again by who enters without a network': [
    'sends',
    'the run asks',
    'answers',
    'loses the network',
    'somebody else stops it',
    'goes away',
    'comes back',
    'has the network again',
  ],
}

describe('what the commands found', () => {
  it.each(Object.entries(misseen))('%s', { timeout: 30_000 }, async (_name, events) => {
    expect(await playEvents(events.map((event) => ({ event, at: 0 })))).toBeNull()
  })
})
