import { useState } from 'react'
import {
  AssistantChat,
  ThreadProvider,
  ActionInbox,
  useAssistants,
  useKnownThreads,
  listItems,
  useRunController,
} from '../../src/index.js'
import { Staged } from '../support/Staged.js'
import type { Stage } from '../support/createStage.js'
import { FaultsPanel } from './FaultsPanel.js'
import { NewAssistant } from './NewAssistant.js'
import './playground.css'

/** The whole kit on a server that lives in this page. */
export function Playground({ stage }: { stage: Stage }) {
  return (
    <Staged stage={stage}>
      <Room stage={stage} />
    </Staged>
  )
}

function Room({ stage }: { stage: Stage }) {
  const [assistantId, setAssistantId] = useState(stage.travelDesk)
  const [threadId, setThreadId] = useState<string | null>(null)
  // The server goes with the page, and so do the threads of earlier visits.
  const [begun] = useState(Date.now)
  const threads = useKnownThreads().threads.filter(({ seenAt }) => seenAt >= begun)

  const thread = {
    threadId,
    assistantId,
    draftKey: 'playground',
    onThreadChange: setThreadId,
  }

  return (
    <ThreadProvider {...thread}>
      <div className="playground">
        <aside className="playground-side">
          <header>
            <h1>Playground</h1>
            <p className="playground-note">
              <strong>Scripted model, no AI.</strong>{' '}
              <span>
                A server in this page speaks the protocol; its model follows a script. Nothing
                leaves the browser.
              </span>
            </p>
          </header>
          <div className="playground-who">
            <AssistantPicker assistantId={assistantId} onChange={setAssistantId} />
            <NewAssistant onCreate={setAssistantId} />
          </div>
          <Suggestions stage={stage} />
          <FaultsPanel stage={stage} />
          <nav aria-label="Conversations">
            <h2>Conversations</h2>
            <button
              type="button"
              onClick={() => setThreadId(null)}
              aria-current={threadId === null}
            >
              New conversation
            </button>
            {threads.map(({ id, title }) => (
              <button
                key={id}
                type="button"
                onClick={() => setThreadId(id)}
                aria-current={id === threadId}
              >
                {title ?? 'Untitled conversation'}
              </button>
            ))}
          </nav>
          <ActionInbox.Root onOpen={(action) => setThreadId(action.threadId)} />
        </aside>
        <AssistantChat
          {...thread}
          className="playground-chat"
          aria-label="Chat"
          greeting="Write a message, or pick something to try."
        />
      </div>
    </ThreadProvider>
  )
}

function AssistantPicker({
  assistantId,
  onChange,
}: {
  assistantId: string
  onChange: (id: string) => void
}) {
  const { data } = useAssistants()
  return (
    <label className="playground-field">
      Assistant
      <select value={assistantId} onChange={(event) => onChange(event.currentTarget.value)}>
        {listItems(data).map(({ id, name }) => (
          <option key={id} value={id}>
            {name ?? id}
          </option>
        ))}
      </select>
    </label>
  )
}

const suggestions = [
  {
    title: 'Ask me something',
    text: 'What is the weather in Lisbon and in Oslo, and book me the warmer one',
  },
  { title: 'Fill in a form', text: 'Plan an itinerary for Lisbon' },
  { title: 'Approve, with changes', text: 'Refund my order, please' },
  { title: 'Choose one', text: 'Choose a flight to Oslo' },
  { title: 'Answer some questions', text: 'Interview me first' },
  { title: "Answer in the app's own way", text: 'Pick a seat for me' },
  { title: 'Show all that an answer may hold', text: 'Show me everything' },
  { title: 'Talk at length, to be stopped', text: 'Tell me a long story' },
  { title: 'Fail', text: 'Please fail' },
  { title: 'Run into the length limit', text: 'Run into the limit' },
  { title: 'Decline', text: 'Please refuse' },
  {
    title: 'Ask, and expire after 20 seconds',
    text: 'What is the weather in Bergen? I will let it expire',
    lifetime: 20,
  },
]

function Suggestions({ stage }: { stage: Stage }) {
  const { send } = useRunController()
  return (
    <section aria-label="Things to try" className="playground-try">
      <h2>Try</h2>
      {suggestions.map(({ title, text, lifetime = 600 }) => (
        <button
          key={title}
          type="button"
          title={text}
          onClick={() => {
            stage.setLifetime(lifetime)
            send(text)
          }}
        >
          {title}
        </button>
      ))}
    </section>
  )
}
