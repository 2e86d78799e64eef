import { useState } from 'react'
import { type Message, useAssistantsClient, useRunController } from '../../src/index.js'
import './threadStage.css'

/** Stands for an app's own search: what it finds in the thread around it is opened there. */
export function Search({ threadId }: { threadId: string }) {
  const controller = useRunController()
  const client = useAssistantsClient()
  const [found, setFound] = useState<readonly Message[]>([])
  // The protocol has no search: this one reads what it needs of the thread.
  const search = async (text: string) => {
    const { data } = await client.listMessages({ thread_id: threadId, order: 'asc', limit: 100 })
    setFound(data.filter(({ content }) => JSON.stringify(content).includes(text)).slice(0, 3))
  }
  return (
    <nav aria-label="Search" className="chat-search">
      <button type="button" className="ra-button" onClick={() => void search('a night train')}>
        Search for “a night train”
      </button>
      <ol>
        {found.map(({ id, role }, at) => (
          <li key={id}>
            <button
              type="button"
              className="ra-button"
              onClick={() => controller.goTo(id, { focus: true })}
            >
              {`Result ${at + 1}, ${role === 'user' ? 'a question' : 'an answer'}`}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
