import './kit.css'
import { counts } from './hook.js'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import {
  AssistantChat,
  AssistantsProvider,
  createAssistantsClient,
  messagesQuery,
} from '../../../src/index.js'
import '../../../src/styles/index.css'
import type { Contestant } from './contestant.js'
import { createDriver, nextFrame } from './drive.js'
import { createWire, threadId } from './wire.js'

/** The kit as an app mounts it, fed with bytes through its own client. */
function createKit(): Contestant {
  const wire = createWire()
  const client = createAssistantsClient({ baseUrl: '/v1', fetch: (asked) => wire.fetch(asked) })
  const cache = new QueryClient()
  const find = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`The kit shows no ${selector}.`)
    return found
  }
  const rows = () => document.querySelectorAll('.ra-message')
  const input = () => find('textarea')

  /** As a browser writes what a person types. */
  const type = (words: string) => {
    // React wraps the setter of each element and would not notice.
    Reflect.set(HTMLTextAreaElement.prototype, 'value', words, input())
    input().dispatchEvent(new InputEvent('input', { bubbles: true }))
  }

  return {
    async fill({ count, older }) {
      wire.hold(count + older)
      wire.setHeld(false)
      await cache.fetchInfiniteQuery({
        ...messagesQuery(client, { thread_id: threadId }),
        pages: Math.ceil(count / 100),
      })
      wire.setHeld(true)
    },
    mount() {
      createRoot(find('#root')).render(
        <QueryClientProvider client={cache}>
          <AssistantsProvider client={client}>
            <AssistantChat threadId={threadId} assistantId="asst_1" />
          </AssistantsProvider>
        </QueryClientProvider>,
      )
    },
    async begin(deltas) {
      const begun = wire.begin(deltas)
      type('Go on.')
      await nextFrame()
      input().closest('form')?.requestSubmit()
      await begun
    },
    say: (at) => wire.say(at),
    finish: () => wire.finish(),
    isSettled: () => {
      const last = [...rows()].at(-1)
      return (
        last?.getAttribute('data-state') === 'settled' &&
        last.getAttribute('data-role') === 'assistant' &&
        document.querySelector('.ra-run-status')?.getAttribute('data-phase') === 'settled'
      )
    },
    prepend() {
      // Where the list does not ask by itself, the reader does.
      document.querySelector<HTMLElement>('.ra-older')?.click()
      wire.setHeld(false)
    },
    viewport: () => find('.ra-viewport'),
    rows,
    input,
  }
}

if (counts) window.counts = counts
window.bench = createDriver(createKit())
