import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type { ComponentType, ReactNode } from 'react'
import {
  type AssistantsProviderProps,
  Composer,
  MessageView,
  ThreadView,
  ToolOutputForm,
  useThreadState,
  useTranscriptIds,
} from '../../src/index.js'
import { makeAsked, makeThread, messageOf, type Stage, type StageOptions } from './support.js'

/** What any part may be given. */
export type AnyProps = Record<string, unknown>
export type AnyPart = ComponentType<AnyProps>

export interface PartCase {
  /** Stands in for the part where it needs what only a hook can tell. */
  part?: AnyPart
  /** The tag that it renders by itself. */
  tag: string
  /** The class that it has by itself. */
  className?: string
  /** Data attributes that it shows in the state prepared here. */
  data?: Readonly<Record<string, string>>
  /** Words that it shows by itself; a part without is there to be filled. */
  words?: RegExp
  /** How the stage is set for it. */
  options?: () => StageOptions
  /** Makes the thread in which the part shows itself; null for one that has yet to begin. */
  thread?: (stage: Stage) => Promise<string | null>
  /** The message that it is opened at. */
  opensAt?: (stage: Stage, threadId: string) => Promise<string>
  /** What the app settles otherwise than by default. */
  settings?: Partial<AssistantsProviderProps>
  /** Props without which it is nothing. */
  props?: AnyProps
  /** Puts around it what it belongs into. */
  around?: (part: ReactNode) => ReactNode
  /** Brings about that it shows itself. */
  before?: (user: UserEvent, stage: Stage) => Promise<void>
  /** Uses the part's own handler, and waits for what it does. */
  own?: {
    event: string
    use: (element: HTMLElement, user: UserEvent, stage: Stage) => Promise<void>
  }
  /** Where it belongs; false for a part that stands by itself. */
  outside: RegExp | false
}

export const ofThread = /outside of a thread.*<ThreadProvider/
export const ofView = /outside of <ThreadView.Root>/
export const ofMessage = /outside of <MessageView.Root/
export const ofComposer = /outside of <Composer.Root>/
export const ofForm = /outside of <ToolOutputForm.Root>/
export const ofCall = /outside of <ToolOutputForm.Call>/

export const nothingYet = () => Promise.resolve(null)
export const asked = (stage: Stage) => makeAsked(stage)
export const greeted = (stage: Stage) => makeAsked(stage, 'Hello')
export const cited = (stage: Stage) => {
  const body = { object: 'list', data: [citing], first_id: null, last_id: null, has_more: false }
  stage.network.add({ operation: 'listMessages', answer: { body } })
  stage.network.add({ operation: 'getFile', answer: { body: notes } })
  return makeThread(stage)
}
const notes = { id: 'file_1', object: 'file', filename: 'notes.txt' }
const file_citation = { file_id: 'file_1', quote: 'Do not press.' }
const annotation = {
  type: 'file_citation',
  text: '[1]',
  start_index: 6,
  end_index: 9,
  file_citation,
}
const citing = messageOf(1, {
  content: [{ type: 'text', text: { value: 'It says[1] so.', annotations: [annotation] } }],
})
export const cut = (stage: Stage) => makeAsked(stage, 'Please cut it')
export const failed = (stage: Stage) => makeAsked(stage, 'Please fail')
export const unanswered = (stage: Stage) => makeThread(stage, 'Is anyone there?')
/** A run that goes on for ever, without a word. */
export const stuck = async (stage: Stage) => {
  const threadId = await makeAsked(stage, 'Hello')
  const goesOn = (run: object) => ({ ...run, status: 'in_progress' })
  const answer = async (request: Request) => {
    const told = (await (await stage.server.fetch(request)).json()) as { data?: object[] }
    return Response.json(told.data ? { ...told, data: told.data.map(goesOn) } : goesOn(told))
  }
  stage.network.add({ operation: ['listRuns', 'getRun'], answer })
  return threadId
}
export const long = (stage: Stage) =>
  makeThread(stage, ...Array.from({ length: 25 }, (_, at) => `${at}`))

/** The first of them, so that the latest are not shown. */
export const atFirst = async ({ other }: Stage, thread_id: string) => {
  const { data } = await other.listMessages({ thread_id, order: 'asc', limit: 1 })
  return data[0]?.id ?? ''
}
export const inView = (part: ReactNode) => <ThreadView.Root>{part}</ThreadView.Root>
export const inViewport = (part: ReactNode) =>
  inView(
    <ThreadView.Viewport>
      <ThreadView.Messages />
      {part}
    </ThreadView.Viewport>,
  )
export const inMessage = (part: ReactNode) => <NewestMessage>{part}</NewestMessage>
export const inComposer = (part: ReactNode) => <Composer.Root>{part}</Composer.Root>
export const inWrittenComposer = (part: ReactNode) =>
  inComposer(
    <>
      <Composer.Input />
      {part}
    </>,
  )
export const inForm = (part: ReactNode) => <ToolOutputForm.Root>{part}</ToolOutputForm.Root>
export const inCall = (part: ReactNode) => inForm(<FirstCall>{part}</FirstCall>)
function NewestMessage({ children }: { children: ReactNode }) {
  const id = useTranscriptIds().at(-1)
  return id === undefined ? null : <MessageView.Root id={id}>{children}</MessageView.Root>
}

export function Row(props: AnyProps) {
  const id = useTranscriptIds().at(-1)
  return id === undefined ? null : <MessageView.Root {...props} id={id} />
}

function FirstCall({ children }: { children: ReactNode }) {
  const call = useThreadState(({ ask }) => ask?.toolCalls[0])
  return call ? <ToolOutputForm.Call call={call}>{children}</ToolOutputForm.Call> : null
}

export function Call(props: AnyProps) {
  const call = useThreadState(({ ask }) => ask?.toolCalls[0])
  return call ? <ToolOutputForm.Call {...props} call={call} /> : null
}

export const viewport = () => {
  const element = document.querySelector('.ra-viewport')
  if (!element) throw new Error('there is no viewport')
  return element
}

/** jsdom lays nothing out: a viewport in which there is a long way to the end. */
export async function scrollUp() {
  await screen.findAllByRole('article')
  const element = viewport()
  Object.defineProperties(element, {
    scrollHeight: { value: 1_000 },
    clientHeight: { value: 100 },
  })
  await act(async () => {
    element.scrollTop = 900
    fireEvent.scroll(element)
    element.scrollTop = 100
    fireEvent.scroll(element)
  })
}

export const heardOf = (stage: Stage, operation: string, times = 1) =>
  waitFor(
    () => {
      if (stage.heard.count(operation) !== times) throw new Error(`${operation} was not sent`)
    },
    // A run that is stopped is asked about once a second.
    { timeout: 4_000 },
  )

export async function untilAsked() {
  await waitFor(() => {
    if (!document.querySelector('[data-phase=asking]')) throw new Error('nothing is asked')
  })
}

export async function submitEmpty(_: unknown, user: UserEvent) {
  await user.click(await screen.findByRole('button', { name: /Send \d answers/ }))
  await screen.findByRole('alert')
}

export async function writeSomething(user: UserEvent) {
  await user.type(await screen.findByRole('textbox', { name: 'Message' }), 'And another thing')
}

export async function sendSomething(user: UserEvent, stage: Stage) {
  await user.type(screen.getByRole('textbox'), 'Hello{Enter}')
  await heardOf(stage, 'createMessage')
}

export const press =
  (then: (stage: Stage, element: HTMLElement) => Promise<void>) =>
  async (element: HTMLElement, user: UserEvent, stage: Stage) => {
    await user.click(element)
    await then(stage, element)
  }
