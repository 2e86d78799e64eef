import { screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import {
  Composer,
  forms,
  RunSettingsProvider,
  RunStatus,
  ToolOutputForm,
  useRunSettings,
  useThreadState,
} from '../../src/index.js'
import { createPen } from './pen.js'
import { makeThread, type Stage } from './support.js'
import {
  ofThread,
  ofForm,
  ofCall,
  asked,
  inForm,
  inCall,
  inComposer,
  Call,
  heardOf,
  press,
  submitEmpty,
  type PartCase,
} from './partCase.js'

/** Writes what is still being written. */
let pen = createPen()

const AnyCall = () => (
  <Call>
    <ToolOutputForm.Field />
  </Call>
)

const EveryField = () =>
  useThreadState(({ ask }) => ask?.toolCalls)?.map((call) => (
    <ToolOutputForm.Call key={call.id} call={call}>
      <ToolOutputForm.Field />
    </ToolOutputForm.Call>
  ))

const Refused = ({ children }: { children: ReactNode }) => (
  <RunSettingsProvider {...useRunSettings()} canAnswer={() => 'Only the desk may.'}>
    {children}
  </RunSettingsProvider>
)

/** A thread that asks for calls of a tool with something more. */
const withTool = (more: object) => (stage: Stage) => {
  stage.tools = { get_weather: { ...stage.tools['get_weather'], ...more } }
  return asked(stage)
}

/** Something is written, and the run is stopped before it is sent. */
async function writeAndStop(user: UserEvent, stage: Stage) {
  const [field] = await screen.findAllByRole('textbox')
  if (!field) throw new Error('there is no field')
  await user.type(field, '24 °C')
  await user.click(screen.getByRole('button', { name: 'Stop' }))
  await heardOf(stage, 'cancelRun')
  await waitFor(
    () => {
      if (screen.queryByRole('button', { name: 'Stop' })) throw new Error('the run goes on')
    },
    { timeout: 4_000 },
  )
}

/** The parts of a tool output form. */
export const formParts: Readonly<Record<string, PartCase>> = {
  Root: {
    tag: 'FORM',
    className: 'ra-ask',
    words: /asks 2 things/,
    data: { state: 'open' },
    thread: asked,
    own: { event: 'onSubmit', use: submitEmpty },
    outside: ofThread,
  },
  Call: {
    part: Call,
    tag: 'FIELDSET',
    className: 'ra-call',
    words: /Weather/,
    data: { tool: 'get_weather', asked: '' },
    thread: asked,
    around: inForm,
    outside: ofForm,
  },
  Answer: {
    tag: 'DIV',
    className: 'ra-answer',
    data: { kind: 'text' },
    thread: asked,
    around: inCall,
    outside: ofCall,
  },
  Arguments: { tag: 'DIV', words: /Lisbon/, thread: asked, around: inCall, outside: ofCall },
  Field: {
    tag: 'TEXTAREA',
    className: 'ra-input',
    thread: asked,
    around: inCall,
    own: {
      event: 'onChange',
      use: async (element, user) => {
        await user.type(element, '24 °C')
        if (!(element instanceof HTMLTextAreaElement) || element.value !== '24 °C')
          throw new Error('what was typed is not there')
      },
    },
    outside: ofCall,
  },
  Automatic: {
    tag: 'DIV',
    className: 'ra-automatic',
    words: /Left unanswered/,
    data: { automatic: 'skipped' },
    thread: asked,
    around: (part) =>
      inCall(
        <>
          {part}
          <ToolOutputForm.Skip />
        </>,
      ),
    before: async (user) => {
      await user.click(await screen.findByRole('button', { name: 'Leave unanswered' }))
      await screen.findByText(/Left unanswered/)
    },
    outside: ofCall,
  },
  Skip: {
    tag: 'BUTTON',
    className: 'ra-skip',
    words: /Leave unanswered/,
    thread: asked,
    around: inCall,
    own: {
      event: 'onClick',
      use: async (element, user) => {
        await user.click(element)
        await screen.findByRole('button', { name: 'Answer after all' })
      },
    },
    outside: ofCall,
  },
  Error: {
    tag: 'P',
    className: 'ra-fault',
    words: /answers are still missing/,
    thread: asked,
    around: (part) =>
      inForm(
        <>
          {part}
          <ToolOutputForm.Submit />
        </>,
      ),
    before: (user) => submitEmpty(null, user),
    outside: ofForm,
  },
  Problems: {
    tag: 'UL',
    className: 'ra-problems',
    words: /This is needed/,
    thread: (stage) => {
      const output = { type: 'object', properties: { sky: {} }, required: ['sky'] }
      stage.tools = { get_weather: { ...stage.tools['get_weather'], output } }
      return asked(stage)
    },
    around: (part) => (
      <>
        {inForm(
          <>
            <Call />
            {part}
            <ToolOutputForm.Submit />
          </>,
        )}
      </>
    ),
    before: async (user) => {
      await screen.findAllByText('Form')
      await user.click(screen.getByRole('button', { name: 'Send 2 answers' }))
    },
    outside: ofForm,
  },
  Submit: {
    tag: 'BUTTON',
    className: 'ra-button-primary',
    words: /Send 2 answers/,
    data: { state: 'open' },
    thread: asked,
    around: inForm,
    outside: ofForm,
  },
  Undo: {
    tag: 'BUTTON',
    className: 'ra-undo',
    words: /Undo/,
    thread: withTool({ undoWindow: 60_000 }),
    around: (part) =>
      inForm(
        <>
          <EveryField />
          <ToolOutputForm.Submit />
          {part}
        </>,
      ),
    before: async (user) => {
      for (const field of await screen.findAllByRole('textbox')) await user.type(field, '24 °C')
      await user.click(screen.getByRole('button', { name: 'Send 2 answers' }))
    },
    own: {
      event: 'onClick',
      use: async (element, user) => {
        await user.click(element)
        const submit = await screen.findByRole('button', { name: 'Send 2 answers' })
        if (document.activeElement !== submit) throw new Error('the focus is lost')
      },
    },
    outside: ofForm,
  },
  Refusal: {
    tag: 'P',
    className: 'ra-refusal',
    words: /You cannot answer this: Only the desk may\./,
    thread: asked,
    around: (part) => <Refused>{inCall(part)}</Refused>,
    outside: ofCall,
  },
  TakeBack: {
    tag: 'BUTTON',
    className: 'ra-take-back',
    words: /Clear this answer/,
    thread: withTool({ output: forms.approval() }),
    around: (part) => (
      <>
        {inForm(
          <>
            <ToolOutputForm.DecideAll />
            <Call>{part}</Call>
          </>,
        )}
      </>
    ),
    before: async (user) => {
      await user.click(await screen.findByRole('button', { name: 'Approve all 2' }))
    },
    own: {
      event: 'onClick',
      use: async (element, user) => {
        await user.click(element)
        await waitFor(() => {
          if (screen.queryByRole('button', { name: 'Clear this answer' }))
            throw new Error('the answer is still there')
        })
      },
    },
    outside: ofCall,
  },
  DecideAll: {
    tag: 'DIV',
    className: 'ra-decide-all',
    words: /Approve all 2.*Reject all 2/,
    thread: withTool({ output: forms.approval() }),
    around: inForm,
    outside: ofForm,
  },
  StartAgain: {
    tag: 'BUTTON',
    className: 'ra-button-primary',
    words: /Start again with these answers/,
    thread: asked,
    around: (part) =>
      inForm(
        <>
          <AnyCall />
          {part}
          <RunStatus.Stop />
        </>,
      ),
    before: writeAndStop,
    own: { event: 'onClick', use: press((stage) => heardOf(stage, 'createRun')) },
    outside: ofForm,
  },
  Kept: {
    tag: 'DIV',
    className: 'ra-kept',
    words: /Kept from a question that went unanswered/,
    thread: asked,
    around: (part) => (
      <>
        {part}
        <ToolOutputForm.Root />
        <RunStatus.Stop />
      </>
    ),
    before: async (user, stage) => {
      await writeAndStop(user, stage)
      // Nothing asks again, so that what was written finds no taker.
      stage.network.add({ operation: 'createRun', failBefore: true })
      await user.click(await screen.findByRole('button', { name: /Start again/ }))
      await screen.findByText(/Kept from/)
    },
    outside: ofThread,
  },
  Coming: {
    tag: 'DIV',
    className: 'ra-coming',
    words: /Weather.*Lisb/,
    options: () => {
      pen = createPen()
      return { script: pen.script }
    },
    thread: (stage) => makeThread(stage),
    around: (part) => (
      <>
        {part}
        {inComposer(<Composer.Input />)}
      </>
    ),
    before: async (user) => {
      await user.type(screen.getByRole('textbox'), 'Hello{Enter}')
      pen.call('call_1', 'get_weather', '{"city":"Lisb')
    },
    outside: ofThread,
  },
  Deadline: { tag: 'TIME', words: /Answer by/, thread: asked, around: inForm, outside: ofForm },
}
