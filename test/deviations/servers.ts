import { type Bend, bends } from '../../src/testing/index.js'

/** Servers by what they do otherwise; bends keep state, so each server is made anew. */
export const servers: [string, () => Bend[]][] = [
  ['that is as it ought to be', () => []],
  ['that leaves the event line out', () => [bends.bareEvents()]],
  ['that just ends its streams', () => [bends.withoutDone()]],
  ['that leaves out both', () => [bends.bareEvents(), bends.withoutDone()]],
  ['that says twice that it is done', () => [bends.doneTwice()]],
  ['that says everything twice', () => [bends.eventsTwice()]],
  [
    'that sends no queued run and no announcements',
    () => [bends.dropEvents('.queued', '.in_progress')],
  ],
  [
    'that skips what another server skips',
    () => [
      bends.dropEvents('run.queued', 'step.in_progress', 'message.in_progress', 'step.completed'),
    ],
  ],
  [
    'that never announces a message',
    () => [bends.dropEvents('message.created', 'message.in_progress')],
  ],
  ['that never announces a step', () => [bends.dropEvents('step.created', 'step.in_progress')]],
  ['that sends no fragments', () => [bends.dropEvents('.delta')]],
  ['that never says that a message is complete', () => [bends.dropEvents('message.completed')]],
  ['that tells nothing of messages', () => [bends.dropEvents(...messageEvents())]],
  [
    'that tells of nothing but the run',
    () => [bends.dropEvents(...messageEvents(), ...stepEvents())],
  ],
  ['that never says that the run is over', () => [bends.dropEvents('run.completed')]],
  ['whose steps are complete when they are announced', () => [bends.stepsCompleteAtOnce()]],
  ['that begins every turn with an empty message', () => [bends.messagesFirst()]],
  ['that says in each fragment who speaks', () => [bends.roleEverywhere()]],
  ['that makes up an id for each fragment of a call', () => [bends.randomCallIds()]],
  ['that sends all calls in each fragment', () => [bends.wholeCallLists()]],
  ['that does both', () => [bends.wholeCallLists(), bends.randomCallIds()]],
  ['that counts in milliseconds', () => [bends.milliseconds()]],
  ['that counts in fractions of seconds', () => [bends.floatTimestamps()]],
  [
    'with choices and resources of its own',
    () => [
      bends.setMembers('thread.run', {
        tool_choice: { type: 'bing_grounding' },
        tool_resources: { azure_ai_search: {} },
        response_format: 'none',
        extra_body: {},
      }),
    ],
  ],
  [
    'that tells of no tokens, no model and no choices',
    () => [bends.setMembers('thread.run', { usage: null, model: null, tool_choice: null })],
  ],
  ['that tells of tokens in a message of no thread', () => [bends.fakeUsageMessage()]],
  ['whose token message has an id', () => [bends.fakeUsageMessage('msg_usage')]],
  ['that tells the run’s progress in place of a step', () => [bends.runInProgressTwice()]],
  [
    'whose ids are UUIDs',
    () => [bends.otherIds((nth) => `0b7c${hex(nth, 4)}-3f21-4c0e-9a77-${hex(nth, 12)}`)],
  ],
  ['whose ids are bare hexadecimals', () => [bends.otherIds((nth) => hex(nth + 0xabc, 24))]],
  ['that tells of events nobody knows', () => [bends.unknownEvents()]],
  ['that says more after the end', () => [bends.lateDeltas()]],
  ['with content, annotations and tools of later kinds', () => [bends.unknownKinds()]],
  ['with fragments of a later kind', () => [bends.unknownDeltas()]],
  ['whose metadata holds anything', () => [bends.oddMetadata()]],
  ['that forgets metadata', () => [bends.nullMetadata()]],
  ['whose lists are called otherwise', () => [bends.oddLists()]],
  ['that leaves out what is null or empty', () => [bends.leaveOut()]],
  ['that names no kinds and no threads', () => [bends.namelessObjects()]],
  ['without a date and without hints', () => [bends.withoutHints()]],
  ['that answers when the run is at rest', () => [bends.answersAtRest()]],
  ['without run steps', () => [bends.lacksRoutes(404, 'listRunSteps', 'getRunStep')]],
  ['without a list of runs', () => [bends.lacksRoutes(404, 'listRuns')]],
  [
    'that streams to its end without saying so, and has no run steps',
    () => [
      bends.lacksRoutes(404, 'listRunSteps'),
      bends.dropEvents('run.completed', 'message.completed'),
    ],
  ],
  ['that has no lock', () => [bends.withoutLock()]],
  [
    'with no message members of a life',
    () => [bends.setMembers('thread.message', { status: undefined })],
  ],
  [
    'whose runs last an hour',
    () => [bends.setMembers('thread.run', { expires_at: 4_000_000_000 })],
  ],
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
