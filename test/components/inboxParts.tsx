import { screen } from '@testing-library/react'
import { ActionInbox, toolDefinitions, usePendingActions } from '../../src/index.js'
import { knownThreadsOf } from '../../src/run/knownThreads.js'
import { type AnyProps, asked, greeted, type PartCase } from './partCase.js'
import { makeAsked, type Stage } from './support.js'

const ofInbox = /outside of <ActionInbox.Root>/

/** Puts a thread on the list of those that are known. */
export const know = ({ storage, client }: Stage, id: string, title?: string) =>
  knownThreadsOf(storage, client.scope).see(id, Date.now(), title)

/** Two threads that ask, in the name of two assistants. */
async function askedByTwo(stage: Stage) {
  const second = await stage.other.createAssistant({
    name: 'Second desk',
    model: 'scripted',
    tools: toolDefinitions(stage.tools),
  })
  know(stage, await makeAsked({ ...stage, assistantId: second.id }))
  return makeAsked(stage)
}

function refusedOne(stage: Stage) {
  const body = { error: { message: 'Not for you.' } }
  stage.network.add({ operation: 'listRuns', answer: { status: 403, body } })
  know(stage, 'thread_of_somebody_else')
  return Promise.resolve(null)
}

const inInbox: PartCase['around'] = (part) => (
  <ActionInbox.Root onOpen={() => {}}>{part}</ActionInbox.Root>
)

function FirstItem(props: AnyProps) {
  const action = usePendingActions(({ actions }) => actions[0])
  return action ? <ActionInbox.Item {...props} action={action} /> : null
}

export const inboxParts: Readonly<Record<string, PartCase>> = {
  Root: {
    tag: 'SECTION',
    className: 'ra-inbox',
    words: /Waiting for you.*1.*Weather.*\(2 questions\).*Answer by/,
    data: { count: '1' },
    thread: asked,
    before: async () => void (await screen.findByText('1')),
    props: { onOpen: () => {} },
    outside: false,
  },
  Count: {
    tag: 'SPAN',
    className: 'ra-inbox-count',
    words: /1/,
    thread: asked,
    outside: false,
  },
  Filter: {
    tag: 'SELECT',
    className: 'ra-inbox-filter',
    words: /Every assistant/,
    data: { by: 'assistant' },
    thread: askedByTwo,
    props: { by: 'assistant' },
    around: inInbox,
    outside: ofInbox,
  },
  List: {
    tag: 'UL',
    className: 'ra-inbox-list',
    words: /Weather/,
    thread: asked,
    around: inInbox,
    outside: ofInbox,
  },
  Item: {
    part: FirstItem,
    tag: 'LI',
    className: 'ra-inbox-item',
    words: /Weather.*Untitled conversation/,
    data: { current: '' },
    thread: asked,
    around: inInbox,
    outside: ofInbox,
  },
  Empty: {
    tag: 'P',
    className: 'ra-quiet',
    words: /Nothing waits for you/,
    thread: greeted,
    around: inInbox,
    outside: ofInbox,
  },
  Refused: {
    tag: 'P',
    className: 'ra-inbox-refused',
    words: /One conversation could not be looked at/,
    thread: refusedOne,
    around: inInbox,
    outside: ofInbox,
  },
}
