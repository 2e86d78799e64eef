import { cleanup, render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Chat } from '../components/support.js'
import { reach, states } from './states.js'

// What the test runner puts around each `import()` is only there in its own page.
Object.assign(globalThis, {
  __vitest_browser_runner__: { wrapDynamicImport: <T,>(load: () => T) => load() },
})

/** Goes through every state of a chat, and tells the page around how that went. */
async function goThrough() {
  const person = userEvent.setup()
  const reached: string[] = []
  for (const name of Object.keys(states)) {
    await reach(name, person, (stage, threadId) => {
      render(<Chat stage={stage} threadId={threadId} />)
    })
    reached.push(name)
    cleanup()
  }
  return reached
}

goThrough().then(
  (reached) => parent.postMessage({ reached }, origin),
  (error: unknown) => parent.postMessage({ failed: String(error) }, origin),
)
