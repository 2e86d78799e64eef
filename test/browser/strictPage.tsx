import { cleanup, render, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Chat, setStage } from '../components/support.js'
import { fillThread } from './fillThread.js'
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
  reached.push(await goThroughLong())
  return reached
}

/** The window of a long thread sets positions, too. */
async function goThroughLong(): Promise<string> {
  const stage = await setStage()
  const threadId = await fillThread(stage, { loaded: 400 })
  render(
    <div style={{ height: 600 }}>
      <Chat stage={stage} threadId={threadId} settings={{ isStrict: false }} />
    </div>,
  )
  const viewport = await waitFor(() => {
    const element = document.querySelector('.ra-viewport')
    if (!element || !document.querySelector('[data-window]')) throw new Error('it is not there')
    return element
  })
  viewport.scrollTop -= 4_000
  await waitFor(() => {
    const row = document.querySelector<HTMLElement>('[data-window] > *')
    if (!row?.style.top) throw new Error('no row has a position')
  })
  return 'with a long thread'
}

goThrough().then(
  (reached) => parent.postMessage({ reached }, origin),
  (error: unknown) => parent.postMessage({ failed: String(error) }, origin),
)
