import { screen, waitFor } from '@testing-library/react'
import { Composer, memoryStorage, RunStatus, type StoragePort } from '../../src/index.js'
import { formParts } from './formParts.js'
import { inboxParts } from './inboxParts.js'
import {
  ofThread,
  ofView,
  ofMessage,
  ofComposer,
  nothingYet,
  atFirst,
  asked,
  greeted,
  cited,
  cut,
  failed,
  unanswered,
  long,
  stuck,
  inView,
  inViewport,
  inMessage,
  inComposer,
  inWrittenComposer,
  writeSomething,
  viewport,
  heardOf,
  press,
  Row,
  scrollUp,
  untilAsked,
  sendSomething,
  type PartCase,
} from './partCase.js'
import { question } from './support.js'

/** A disk without room. */
const full: StoragePort = {
  ...memoryStorage(),
  write: () => Promise.reject(new DOMException('Full.', 'QuotaExceededError')),
}

/** Every part of every component: a part joins the conformance test by being listed here. */
export const partTable: Readonly<Record<string, Readonly<Record<string, PartCase>>>> = {
  ThreadView: {
    Root: { tag: 'DIV', className: 'ra-thread', outside: ofThread },
    Viewport: { tag: 'DIV', className: 'ra-viewport', around: inView, outside: ofView },
    Older: {
      tag: 'BUTTON',
      className: 'ra-older',
      words: /Show older messages/,
      thread: long,
      own: { event: 'onClick', use: press((stage) => heardOf(stage, 'listMessages', 2)) },
      outside: ofThread,
    },
    Newer: {
      tag: 'BUTTON',
      className: 'ra-newer',
      words: /Show newer messages/,
      thread: long,
      opensAt: atFirst,
      around: inView,
      own: { event: 'onClick', use: press((stage) => heardOf(stage, 'listMessages', 3)) },
      outside: ofView,
    },
    Missing: {
      tag: 'DIV',
      className: 'ra-missing',
      words: /is not here/,
      data: { state: 'missing' },
      thread: greeted,
      opensAt: () => Promise.resolve('msg_gone'),
      outside: ofThread,
    },
    Messages: {
      tag: 'DIV',
      className: 'ra-messages',
      words: /Hello/,
      thread: greeted,
      around: inView,
      outside: ofThread,
    },
    Empty: {
      tag: 'DIV',
      className: 'ra-empty',
      words: /Nothing has been said/,
      data: { state: 'empty' },
      thread: nothingYet,
      outside: ofThread,
    },
    ToLatest: {
      tag: 'BUTTON',
      className: 'ra-to-latest',
      words: /Jump to the latest/,
      thread: greeted,
      around: inViewport,
      before: scrollUp,
      own: {
        event: 'onClick',
        use: press(() =>
          waitFor(() => {
            if (viewport().scrollTop !== 900) throw new Error('it stayed where it was')
          }),
        ),
      },
      outside: ofView,
    },
  },
  MessageView: {
    Root: {
      part: Row,
      tag: 'ARTICLE',
      className: 'ra-message',
      words: /Hello/,
      data: { role: 'assistant', state: 'settled', status: 'completed' },
      thread: greeted,
      outside: ofThread,
    },
    Content: {
      tag: 'DIV',
      className: 'ra-message-content',
      words: /Hello/,
      thread: greeted,
      around: inMessage,
      outside: ofMessage,
    },
    Text: {
      tag: 'DIV',
      className: 'ra-text',
      words: /as it is/,
      props: { text: 'as it is' },
      outside: false,
    },
    File: {
      tag: 'SPAN',
      className: 'ra-file',
      words: /File file_1/,
      props: { fileId: 'file_1' },
      outside: false,
    },
    Image: {
      tag: 'DIV',
      className: 'ra-image',
      words: /Show the image from/,
      data: { state: 'hidden' },
      props: { url: 'https://pictures.test/cat.png' },
      outside: false,
    },
    Sources: {
      tag: 'OL',
      className: 'ra-sources',
      words: /notes\.txt/,
      thread: cited,
      around: inMessage,
      outside: ofMessage,
    },
    Outcome: {
      tag: 'DIV',
      className: 'ra-outcome',
      words: /Cut short/,
      thread: cut,
      around: inMessage,
      outside: ofMessage,
    },
  },
  Composer: {
    Root: {
      tag: 'FORM',
      className: 'ra-composer',
      thread: greeted,
      props: { children: <Composer.Input /> },
      own: { event: 'onSubmit', use: (_, user, stage) => sendSomething(user, stage) },
      outside: ofThread,
    },
    Input: {
      tag: 'TEXTAREA',
      className: 'ra-composer-input',
      thread: greeted,
      around: inComposer,
      own: { event: 'onKeyDown', use: (_, user, stage) => sendSomething(user, stage) },
      outside: ofComposer,
    },
    Busy: {
      tag: 'DIV',
      className: 'ra-composer-busy',
      words: /waits for an answer.*Go to the question.*Stop it and send/,
      data: { asking: '' },
      thread: asked,
      around: inWrittenComposer,
      before: writeSomething,
      outside: ofComposer,
    },
    StopAndSend: {
      tag: 'BUTTON',
      className: 'ra-button',
      words: /Stop it and send/,
      thread: asked,
      around: inWrittenComposer,
      before: writeSomething,
      own: { event: 'onClick', use: press((stage) => heardOf(stage, 'createMessage')) },
      outside: ofComposer,
    },
    ToAsk: {
      tag: 'BUTTON',
      className: 'ra-button',
      words: /Go to the question/,
      thread: asked,
      around: inWrittenComposer,
      before: writeSomething,
      outside: ofComposer,
    },
    NotSaved: {
      tag: 'P',
      className: 'ra-not-saved',
      words: /Not saved on this device/,
      thread: greeted,
      settings: { storage: full },
      around: inWrittenComposer,
      before: writeSomething,
      outside: ofComposer,
    },
    Send: {
      tag: 'BUTTON',
      className: 'ra-button-primary',
      words: /Send/,
      data: { empty: '' },
      around: inComposer,
      outside: ofComposer,
    },
  },
  RunStatus: {
    Root: {
      tag: 'DIV',
      className: 'ra-run-status',
      data: { phase: 'asking', status: 'requires_action', link: 'poll' },
      thread: asked,
      before: untilAsked,
      outside: ofThread,
    },
    Announcement: { tag: 'SPAN', words: /answers are needed/, thread: asked, outside: ofThread },
    Label: { tag: 'SPAN', words: /answers are needed/, thread: asked, outside: ofThread },
    Steps: {
      tag: 'DETAILS',
      className: 'ra-steps',
      words: /Called get_weather/,
      thread: greeted,
      around: (part) => (
        <>
          {part}
          {inComposer(<Composer.Input />)}
        </>
      ),
      before: (user) => user.type(screen.getByRole('textbox'), `${question}{Enter}`),
      outside: ofThread,
    },
    Error: { tag: 'P', words: /server said: The scripted/, thread: failed, outside: ofThread },
    Retry: {
      tag: 'BUTTON',
      className: 'ra-button',
      words: /Try again/,
      thread: failed,
      own: { event: 'onClick', use: press((stage) => heardOf(stage, 'createRun')) },
      outside: ofThread,
    },
    Stop: {
      tag: 'BUTTON',
      className: 'ra-button',
      words: /Stop/,
      thread: asked,
      own: { event: 'onClick', use: press((stage) => heardOf(stage, 'cancelRun')) },
      outside: ofThread,
    },
    Overdue: {
      tag: 'P',
      className: 'ra-overdue',
      words: /longer than usual.*Keep waiting/,
      thread: stuck,
      settings: { patience: 10 },
      outside: ofThread,
    },
    NoStop: {
      tag: 'SPAN',
      className: 'ra-quiet',
      words: /cannot stop a run/,
      thread: (stage) => {
        stage.network.add({ operation: 'cancelRun', answer: { status: 405 } })
        return asked(stage)
      },
      around: (part) => (
        <>
          {part}
          <RunStatus.Stop />
        </>
      ),
      before: async (user) => user.click(await screen.findByRole('button', { name: 'Stop' })),
      outside: ofThread,
    },
    Unanswered: { tag: 'P', words: /not been answered/, thread: unanswered, outside: ofThread },
  },
  ToolOutputForm: formParts,
  ActionInbox: inboxParts,
  AssistantChat: {
    AssistantChat: {
      tag: 'SECTION',
      className: 'ra-chat',
      words: /Nothing has been said/,
      outside: false,
    },
  },
}
