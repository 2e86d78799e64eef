import { act } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { fillThread } from '../browser/fillThread.js'
import { Chat, setStage } from './support.js'

it(
  'shows all rows of a long thread on a server, and takes them over as they are',
  { timeout: 60_000 },
  async () => {
    const stage = await setStage()
    const threadId = await fillThread(stage, { loaded: 400 })
    const chat = <Chat stage={stage} threadId={threadId} settings={{ isStrict: false }} />
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = renderToString(chat)
    const rows = container.querySelectorAll('article')
    expect(rows).toHaveLength(400)
    const root = await act(async () => hydrateRoot(container, chat))
    const kept = container.querySelectorAll('article')
    expect([...kept]).toEqual([...rows])
    await act(async () => root.unmount())
    container.remove()
  },
)
