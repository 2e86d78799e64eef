import { afterEach, describe, expect, it } from 'vitest'

import { type Bend, bends } from '../../src/testing/index.js'
import type { Line } from '../run/support.js'
import { answerAll, type BentStage, kept, makeBentStage, shown } from './support.js'

const script: readonly Line[] = [
  'Hello to you, too.',
  {
    calls: [
      ['get_weather', '{"city":"Rome"}'],
      ['approve_refund', '{"amount":5}'],
    ],
  },
  'It is done as you said.',
  'Bye then.',
]

const table: [string, Bend[]][] = [
  ['that is as it ought to be', []],
  ['that leaves the event line out', [bends.bareEvents()]],
  ['that just ends its streams', [bends.withoutDone()]],
  ['that leaves out both', [bends.bareEvents(), bends.withoutDone()]],
  ['that says twice that it is done', [bends.doneTwice()]],
  ['that says everything twice', [bends.eventsTwice()]],
  ['that sends no queued run and no announcements', [bends.dropEvents('.queued', '.in_progress')]],
  [
    'that skips what another server skips',
    [bends.dropEvents('run.queued', 'step.in_progress', 'message.in_progress', 'step.completed')],
  ],
  ['that never announces a message', [bends.dropEvents('message.created', 'message.in_progress')]],
  ['that never announces a step', [bends.dropEvents('step.created', 'step.in_progress')]],
  ['that sends no fragments', [bends.dropEvents('.delta')]],
  ['that never says that a message is complete', [bends.dropEvents('message.completed')]],
  ['that tells nothing of messages', [bends.dropEvents(...messageEvents())]],
  ['that tells of nothing but the run', [bends.dropEvents(...messageEvents(), ...stepEvents())]],
  ['that never says that the run is over', [bends.dropEvents('run.completed')]],
  ['whose steps are complete when they are announced', [bends.stepsCompleteAtOnce()]],
  ['that begins every turn with an empty message', [bends.messagesFirst()]],
  ['that says in each fragment who speaks', [bends.roleEverywhere()]],
  ['that makes up an id for each fragment of a call', [bends.randomCallIds()]],
  ['that sends all calls in each fragment', [bends.wholeCallLists()]],
  ['that does both', [bends.wholeCallLists(), bends.randomCallIds()]],
  ['that counts in milliseconds', [bends.milliseconds()]],
  ['that counts in fractions of seconds', [bends.floatTimestamps()]],
  ['that counts no tokens', [bends.setMembers('thread.run', { usage: null })]],
  ['that tells of tokens in a message of no thread', [bends.fakeUsageMessage()]],
  ['whose token message has an id', [bends.fakeUsageMessage('msg_usage')]],
  ['that tells the run’s progress in place of a step', [bends.runInProgressTwice()]],
  [
    'whose ids are UUIDs',
    [bends.otherIds((nth) => `0b7c${hex(nth, 4)}-3f21-4c0e-9a77-${hex(nth, 12)}`)],
  ],
  ['whose ids are bare hexadecimals', [bends.otherIds((nth) => hex(nth + 0xabc, 24))]],
  ['that tells of events nobody knows', [bends.unknownEvents()]],
  ['that says more after the end', [bends.lateDeltas()]],
  ['with content, annotations and tools of later kinds', [bends.unknownKinds()]],
  ['with fragments of a later kind', [bends.unknownDeltas()]],
  ['whose metadata holds anything', [bends.oddMetadata()]],
  ['that forgets metadata', [bends.nullMetadata()]],
  ['whose lists are called otherwise', [bends.oddLists()]],
  ['that leaves out what is null or empty', [bends.leaveOut()]],
  ['that names no kinds and no threads', [bends.namelessObjects()]],
  ['without a date and without hints', [bends.withoutHints()]],
  ['that answers when the run is at rest', [bends.answersAtRest()]],
  ['without run steps', [bends.lacksRoutes(404, 'listRunSteps', 'getRunStep')]],
  ['without a list of runs', [bends.lacksRoutes(404, 'listRuns')]],
  [
    'that streams to its end without saying so, and has no run steps',
    [
      bends.lacksRoutes(404, 'listRunSteps'),
      bends.dropEvents('run.completed', 'message.completed'),
    ],
  ],
  ['that has no lock', [bends.withoutLock()]],
  [
    'with no message members of a life',
    [bends.setMembers('thread.message', { status: undefined })],
  ],
  ['whose runs last an hour', [bends.setMembers('thread.run', { expires_at: 4_000_000_000 })]],
]

function messageEvents() {
  return ['message.created', 'message.in_progress', 'message.delta', 'message.completed']
}
function stepEvents() {
  return ['step.created', 'step.in_progress', 'step.delta', 'step.completed']
}
function hex(nth: number, length: number) {
  return nth.toString(16).padStart(length, '0')
}

describe('a person talks, answers what the run asks, and talks on, with a server', () => {
  let stage: BentStage
  afterEach(() => stage.close())

  it.each(table)('%s', async (_, bent) => {
    stage = await makeBentStage({ bends: bent, script })
    const { controller, until, heard } = stage
    const state = () => controller.store.getState()
    const isSettled = async () => {
      await until('settled')
      expect(state()).toMatchObject({ trouble: null, live: { phase: 'settled' } })
      expect(shown(stage)).toEqual(await kept(stage))
    }

    controller.send('Hello')
    await isSettled()

    controller.send('What now?')
    await until('asking')
    const { live } = state()
    expect(live.phase).toBe('asking')
    expect(live.phase === 'asking' && live.toolCalls.map((call) => call.function)).toEqual([
      { name: 'get_weather', arguments: '{"city":"Rome"}' },
      { name: 'approve_refund', arguments: '{"amount":5}' },
    ])
    const calls = live.steps.flatMap(({ step_details: details }) =>
      details.type === 'tool_calls' ? details.tool_calls : [],
    )
    for (const call of calls) {
      expect(live.phase === 'asking' && live.toolCalls).toContainEqual({
        id: call.id,
        type: 'function',
        function: call.type === 'function' && {
          name: call.function.name,
          arguments: call.function.arguments,
        },
      })
    }
    answerAll(controller, 'Yes')
    await controller.submit()
    await isSettled()

    controller.send('Bye')
    await isSettled()
    expect(shown(stage)).toHaveLength(6)
    expect(['createMessage', 'createRun', 'submitToolOutputs'].map(heard.count)).toEqual([3, 3, 1])
  })
})
