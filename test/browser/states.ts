import { screen, waitFor } from '@testing-library/react'
import { defineTool, type JsonSchema, type ToolSet } from '../../src/index.js'
import { everyField } from '../components/everyField.js'
import { createPen, type Pen } from '../components/pen.js'
import {
  city,
  makeAsked,
  makeThread,
  messageOf,
  setStage,
  type Stage,
  type StageOptions,
} from '../components/support.js'

/** Whoever uses the page: a real one where there is a browser's driver, else one that only dispatches events. */
export interface Person {
  click: (element: HTMLElement) => Promise<void>
  type: (element: HTMLElement, text: string) => Promise<void>
}

interface Reached {
  stage: Stage
  pen: Pen
  person: Person
  send: (text: string) => Promise<void>
  press: (label: string) => Promise<void>
}

interface State {
  options?: StageOptions
  /** The model is led by hand. */
  isLed?: boolean
  /** Its messages are of every kind there is. */
  tellsAllKinds?: boolean
  thread: (stage: Stage) => Promise<string | null>
  /** Brings the state about, once the chat is open. */
  reach: (reached: Reached) => Promise<unknown>
}

const longWord =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3)
const url = `https://example.test/${'a/very/long/path/'.repeat(20)}`
const paragraph =
  `A paragraph of some length with ${longWord} in it, and ${url} behind it. `.repeat(3)

const composer = () => screen.getByRole('textbox', { name: 'Message' })
const sees = (text: string | RegExp) => waitFor(() => screen.getByText(text), { timeout: 4_000 })
const hears = (text: string) =>
  waitFor(
    () => {
      if (!screen.getByRole('status').textContent.includes(text)) throw new Error(`not ${text}`)
    },
    { timeout: 4_000 },
  )

/** A tool that asks for what a schema describes. */
const asking = (output: JsonSchema): ToolSet => ({
  get_weather: defineTool({ label: 'Weather', parameters: city, output }),
})

const none = () => Promise.resolve(null)
const empty = (stage: Stage) => makeThread(stage)

/** Every state in which a chat can be met. */
export const states: Readonly<Record<string, State>> = {
  'with nothing said': { thread: none, reach: () => sees('Nothing has been said yet.') },
  'with a thread that is not there': {
    thread: () => Promise.resolve('thread_gone'),
    reach: () => sees('Load again'),
  },
  'with long words on both sides': {
    thread: (stage) => makeThread(stage, paragraph, paragraph, longWord, url),
    reach: () => sees(longWord),
  },
  'with more pages': {
    thread: (stage) => makeThread(stage, ...Array.from({ length: 24 }, (_, at) => `Message ${at}`)),
    reach: () => sees('Show older messages'),
  },
  'with a question': {
    thread: (stage) => makeAsked(stage),
    reach: () => sees('Send 2 answers'),
  },
  'with a question that was answered too early': {
    thread: (stage) => makeAsked(stage),
    reach: async ({ press }) => {
      await sees('Send 2 answers')
      await press('Send 2 answers')
      await sees('2 answers are still missing.')
    },
  },
  'with a refused answer': {
    thread: (stage) => makeAsked(stage, 'What is the weather in Bergen?'),
    reach: async ({ stage, person, press }) => {
      await sees('Send the answer')
      await person.type(screen.getByRole('textbox', { name: /Answer to/ }), '3 °C')
      const body = { error: { message: `No such call: ${longWord}` } }
      stage.network.add({ operation: 'submitToolOutputs', answer: { status: 400, body } })
      await press('Send the answer')
      await sees(/They are still here/)
    },
  },
  'with a form of every kind of field': {
    options: { tools: asking(everyField) },
    thread: (stage) => makeAsked(stage, 'What is the weather in Bergen?'),
    reach: async ({ person }) => {
      await sees('What will be sent')
      await person.click(screen.getByLabelText('Card'))
      await person.click(screen.getByRole('button', { name: 'Add Spare' }))
      await person.click(screen.getByText('What will be sent'))
      await sees('Some answers are still needed.')
    },
  },
  'with a form that was sent too early': {
    options: { tools: asking(everyField) },
    thread: (stage) => makeAsked(stage, 'What is the weather in Bergen?'),
    reach: async ({ press }) => {
      await sees('What will be sent')
      await press('Send the answer')
      await sees(/things are still to be done/)
    },
  },
  'with a form as JSON': {
    options: { tools: asking(everyField) },
    thread: (stage) => makeAsked(stage, 'What is the weather in Bergen?'),
    reach: async ({ person, press }) => {
      await sees('What will be sent')
      await press('JSON')
      await person.type(screen.getByLabelText(/as JSON$/), longWord)
      await sees(/The form comes back/)
    },
  },
  'while a question is still being written': {
    isLed: true,
    thread: empty,
    reach: async ({ pen, send }) => {
      await send('First')
      const items = `[{"name":"${longWord}","tags":["a","b"]},{"name":"tw`
      pen.call('call_1', 'get_weather', `{"city":"${longWord}","nested":{"items":${items}`)
      await sees('The assistant is still writing this…')
    },
  },
  'with arguments that are no JSON': {
    options: {
      script: () => [
        { type: 'tool-call', id: 'call_1', name: 'get_weather' },
        { type: 'tool-arguments', id: 'call_1', arguments: `{"city": "${longWord}` },
        { type: 'finish', reason: 'stop' },
      ],
    },
    thread: (stage) => makeAsked(stage),
    reach: () => sees(/did not send valid JSON/),
  },
  'with a question whose time is over': {
    thread: empty,
    reach: async ({ person, send, press }) => {
      await send('What is the weather in Bergen?')
      await sees('Send the answer')
      await person.type(screen.getByRole('textbox', { name: /Answer to/ }), '3 °C')
      await press('Stop')
      await hears('Stopped')
      await sees(/What you wrote stays here/)
    },
  },
  'while an answer grows, with a message that waits': {
    isLed: true,
    thread: empty,
    reach: async ({ pen, send }) => {
      await send('First')
      pen.say('Half an answer')
      await sees('Half an answer')
      await send('Second')
      await sees('Waits until the current run has ended')
    },
  },
  'with the steps of a run': {
    thread: empty,
    reach: async ({ person, send, press }) => {
      await send('What is the weather in Bergen?')
      await sees('Send the answer')
      await person.type(screen.getByRole('textbox', { name: /Answer to/ }), '3 °C')
      await press('Send the answer')
      await hears('Answered')
      await person.click(screen.getByText('Steps'))
    },
  },
  'after a failure': {
    thread: empty,
    reach: async ({ send }) => {
      await send('Please fail')
      await sees('Try again')
    },
  },
  'after a refused message': {
    thread: empty,
    reach: async ({ stage, send }) => {
      const body = { error: { message: longWord } }
      stage.network.add({ operation: 'createMessage', answer: { status: 403, body } })
      await send('Do not lose me')
      await sees('Send again')
    },
  },
  'with a message that nobody answered': {
    thread: (stage) => makeThread(stage, 'Is anyone there?'),
    reach: () => sees('Ask for an answer'),
  },
  'with pictures, files, refusals, and a message cut short': {
    tellsAllKinds: true,
    thread: empty,
    reach: () => sees('Cut short.'),
  },
}

function tellAllKinds(stage: Stage): void {
  const data = [
    messageOf(1, {
      content: [{ type: 'image_url', image_url: { url: `https://${'a'.repeat(60)}.test/b` } }],
    }),
    messageOf(2, { content: [{ type: 'image_file', image_file: { file_id: 'file_1' } }] }),
    messageOf(3, { content: [{ type: 'hologram' }] }),
    messageOf(4, { attachments: [{ file_id: longWord, tools: [] }] }),
    messageOf(5, { content: [{ type: 'refusal', refusal: 'Not that.' }] }),
    messageOf(6, { status: 'incomplete', incomplete_details: { reason: 'novel' } }),
  ]
  const body = { object: 'list', data, first_id: null, last_id: null, has_more: false }
  stage.network.add({ operation: 'listMessages', answer: { body } })
}

/** Sets the stage of a state, has it shown, and brings the state about. */
export async function reach(
  name: string,
  person: Person,
  show: (stage: Stage, threadId: string | null) => void,
): Promise<void> {
  const state = states[name]
  if (!state) throw new Error(`There is no state ${name}.`)
  const pen = createPen()
  const stage = await setStage({ ...state.options, ...(state.isLed && { script: pen.script }) })
  const threadId = await state.thread(stage)
  if (state.tellsAllKinds) tellAllKinds(stage)
  show(stage, threadId)
  await waitFor(composer)
  await state.reach({
    stage,
    pen,
    person,
    send: (text) => person.type(composer(), `${text}{Enter}`),
    press: (label) => person.click(screen.getByRole('button', { name: label })),
  })
}
