import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { Activity, memo, type ReactNode, StrictMode, useEffect, useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { ClientProvider } from '../../src/queries/index.js'
import {
  defineTool,
  memoryStorage,
  type RunController,
  type RunSettings,
  RunSettingsProvider,
  ThreadProvider,
  type ThreadProviderProps,
  useLiveRun,
  useRunController,
  useTranscriptIds,
  useTranscriptMessage,
} from '../../src/run/index.js'
import { kept, lines, makeStage, type Stage, type StageOptions, textOf } from './support.js'

let stage: Stage
afterEach(() => {
  cleanup()
  stage.close()
})

const seen: { controllers: RunController[]; renders: Map<string, number> } = {
  controllers: [],
  renders: new Map(),
}
const controller = (): RunController => {
  const last = seen.controllers.at(-1)
  if (!last) throw new Error('Nothing was rendered.')
  return last
}

const Row = memo(function Row({ id }: { id: string }) {
  const row = useTranscriptMessage(id)
  seen.renders.set(id, (seen.renders.get(id) ?? 0) + 1)
  if (!row) return null
  const text = row.kind === 'message' ? textOf(row.message) : `(${row.send.state})`
  return <li data-id={id}>{text}</li>
})

function Thread() {
  const own = useRunController()
  if (seen.controllers.at(-1) !== own) seen.controllers.push(own)
  const ids = useTranscriptIds()
  const phase = useLiveRun((live) => live.phase)
  return (
    <ul data-phase={phase}>
      {ids.map((id) => (
        <Row key={id} id={id} />
      ))}
    </ul>
  )
}

const begin = async (options?: StageOptions) => {
  seen.controllers = []
  seen.renders = new Map()
  stage = await makeStage(options)
}

function App({ children, ...settings }: RunSettings & { children: ReactNode }) {
  let n = 0
  return (
    <StrictMode>
      <QueryClientProvider client={stage.cache}>
        <ClientProvider client={stage.client}>
          <RunSettingsProvider
            clock={stage.clock}
            schedule={stage.frame.schedule}
            ids={() => `intent_${++n}`}
            {...settings}
          >
            {children}
          </RunSettingsProvider>
        </ClientProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}

/** Time passes, frames are drawn. */
const pass = (ms = 0) =>
  act(async () => {
    await stage.pass()
    stage.frame.next()
    for (let left = ms; left > 0; left -= 100) {
      await stage.pass(Math.min(100, left))
      stage.frame.next()
    }
    await stage.pass()
    stage.frame.next()
    await stage.pass()
  })

const texts = () => [...document.querySelectorAll('li')].map(({ textContent }) => textContent)
const operations = () => stage.heard.requests.map(({ operation }) => operation)

describe('ThreadProvider', () => {
  it('asks once for each thing that a person does, also in StrictMode', async () => {
    await begin({
      script: lines({ calls: [['get_weather', '{}']] }, 'One two three.', 'Four five six seven.'),
      pace: 200,
    })
    const counts: Record<string, string[]> = {}
    const count = async (intent: string, work: () => unknown, ms = 1_000) => {
      stage.heard.clear()
      await act(async () => void (await work()))
      await pass(ms)
      counts[intent] = operations().map(String).toSorted()
    }
    const { threadId, assistantId } = stage
    await count('mount', () =>
      render(
        <App>
          <ThreadProvider threadId={threadId} assistantId={assistantId}>
            <Thread />
          </ThreadProvider>
        </App>,
      ),
    )
    await count('send', () => controller().send('Hello'))
    const { live } = controller().store.getState()
    controller().drafts.setAnswer(live.run?.id ?? '', 'call_get_weather_0', {
      text: 'Sun',
      as: 'text',
    })
    await count('submit', () => void controller().submit())
    await count('send again', () => controller().send('Hello again'), 0)
    await count('stop', () => void controller().stop())
    console.log(counts)
    expect(counts).toEqual({
      mount: ['listMessages', 'listRuns'],
      send: ['createMessage', 'createRun'],
      submit: ['submitToolOutputs'],
      'send again': ['createMessage', 'createRun'],
      stop: ['cancelRun'],
    })
    expect(new Set(seen.controllers).size).toBe(1)
    expect(texts()).toEqual((await kept(stage, threadId)).map((text) => text.replace(/^\w+: /, '')))
  })

  it('renders the row that grew and no other', async () => {
    await begin({ pace: 100, script: lines('One two three four five.') })
    const { threadId, assistantId, other } = stage
    for (const content of ['a', 'b', 'c']) {
      await other.createMessage({ thread_id: threadId, role: 'user', content })
    }
    render(
      <App>
        <ThreadProvider threadId={threadId} assistantId={assistantId}>
          <Thread />
        </ThreadProvider>
      </App>,
    )
    await pass(100)
    act(() => void controller().send('Hello'))
    await pass(100)
    const before = new Map(seen.renders)
    await pass(300)
    const grew = [...seen.renders].filter(([id, n]) => n > (before.get(id) ?? 0)).map(([id]) => id)
    expect(grew).toHaveLength(1)
    await pass(2_000)
    // The end moves nothing and renders no older row.
    const rows = [...before.keys()].filter((id) => !grew.includes(id))
    expect(rows.slice(0, 3).map((id) => seen.renders.get(id))).toEqual(
      rows.slice(0, 3).map((id) => before.get(id)),
    )
    expect(texts()).toEqual(['a', 'b', 'c', 'Hello', 'One two three four five.'])
  })

  it('keeps the row of what was sent in its place, element and all', async () => {
    await begin({ pace: 100 })
    const { threadId, assistantId, network } = stage
    network.add({ operation: 'createMessage', delay: 300 })
    render(
      <App>
        <ThreadProvider threadId={threadId} assistantId={assistantId}>
          <Thread />
        </ThreadProvider>
      </App>,
    )
    await pass(100)
    act(() => void controller().send('Hello'))
    await pass()
    const element = document.querySelector('li')
    expect(texts()).toEqual(['(sending)'])
    await pass(400)
    const answer = document.querySelectorAll('li')[1]
    expect(answer).toBeDefined()
    await pass(2_000)
    expect(texts()).toEqual(['Hello', 'Hello to you, too.'])
    expect(document.querySelector('li')).toBe(element)
    expect(document.querySelectorAll('li')[1]).toBe(answer)
  })

  it('shares one controller between all mounts of a thread', async () => {
    await begin()
    const { threadId, assistantId } = stage
    const Both = ({ isSecond }: { isSecond: boolean }) => (
      <App>
        <ThreadProvider threadId={threadId} assistantId={assistantId}>
          <Thread />
        </ThreadProvider>
        {isSecond && (
          <ThreadProvider threadId={threadId}>
            <Thread />
          </ThreadProvider>
        )}
      </App>
    )
    const { rerender } = render(<Both isSecond />)
    await pass()
    expect(new Set(seen.controllers).size).toBe(1)
    expect(operations()).toHaveLength(2)
    // One that does not know who answers does not take that from the other.
    act(() => void controller().send('Hello'))
    await pass(500)
    const both = ['Hello', 'Hello to you, too.']
    expect(texts()).toEqual([...both, ...both])
    rerender(<Both isSecond={false} />)
    await pass()
    act(() => void controller().send('Still there?'))
    await pass(500)
    expect(texts()).toHaveLength(4)
  })

  const newConversation = async (isPassed: boolean) => {
    await begin({ script: lines('First.', 'Second.', 'Third.') })
    const ids: string[] = []
    const Conversation = ({
      settings,
      ...props
    }: ThreadProviderProps & { settings?: RunSettings }) => {
      const [threadId, setThreadId] = useState<string | null>(null)
      return (
        <App {...settings}>
          <button type="button" onClick={() => setThreadId(null)}>
            New
          </button>
          <ThreadProvider
            threadId={isPassed ? threadId : null}
            onThreadChange={(made) => {
              ids.push(made)
              setThreadId(made)
            }}
            assistantId={stage.assistantId}
            draftKey="new"
            {...props}
          >
            <Thread />
          </ThreadProvider>
        </App>
      )
    }
    const { rerender, unmount } = render(<Conversation />)
    await pass()
    act(() => void controller().send('Hello'))
    await pass(500)
    return { ids, rerender, unmount, Conversation }
  }

  for (const isPassed of [true, false]) {
    it(`goes on with the thread that the first send made, when its id is ${isPassed ? 'passed' : 'not passed'} back`, async () => {
      const { ids, rerender, Conversation } = await newConversation(isPassed)
      const [threadId = ''] = ids
      expect(ids).toHaveLength(1)
      expect(texts()).toEqual(['Hello', 'First.'])
      expect(new Set(seen.controllers).size).toBe(1)
      expect(operations()).toEqual(['createThread', 'createMessage', 'createRun'])
      // Settings that change on the way change nothing about who is talked to.
      rerender(<Conversation settings={{ storage: memoryStorage() }} />)
      await pass()
      act(() => void controller().send('Go on'))
      await pass(500)
      expect(new Set(seen.controllers).size).toBe(1)
      expect(texts()).toEqual(['Hello', 'First.', 'Go on', 'Second.'])
      expect(await kept(stage, threadId)).toHaveLength(4)
      expect(ids).toHaveLength(1)
    })
  }

  it('begins a fresh conversation under the same name once the old one has its id', async () => {
    const { ids } = await newConversation(true)
    const before = controller()
    act(() => document.querySelector('button')?.click())
    await pass()
    expect(controller()).not.toBe(before)
    expect(texts()).toEqual([])
    act(() => void controller().send('Something new'))
    await pass(500)
    expect(texts()).toEqual(['Something new', 'Second.'])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(2)
  })

  it('begins a fresh conversation after the old one was left, also where its id was never passed', async () => {
    const { unmount, Conversation, ids } = await newConversation(false)
    unmount()
    await pass(100)
    render(<Conversation />)
    await pass()
    expect(texts()).toEqual([])
    act(() => void controller().send('Something new'))
    await pass(500)
    expect(new Set(ids).size).toBe(2)
  })

  it('finds the controller that made a thread when another place asks for that thread', async () => {
    const { ids, rerender, Conversation } = await newConversation(false)
    const [threadId = ''] = ids
    rerender(
      <Conversation>
        <Thread />
        <ThreadProvider threadId={threadId}>
          <Thread />
        </ThreadProvider>
      </Conversation>,
    )
    await pass()
    expect(new Set(seen.controllers).size).toBe(1)
  })

  it('keeps two conversations that have yet to begin apart', async () => {
    await begin()
    render(
      <App>
        {['one', 'two'].map((name) => (
          <ThreadProvider key={name} assistantId={stage.assistantId}>
            <Thread />
          </ThreadProvider>
        ))}
      </App>,
    )
    await pass()
    expect(new Set(seen.controllers).size).toBe(2)
  })

  it('knows its tools and who answers before anything below acts', async () => {
    await begin({ script: lines({ calls: [['book_trip', '{}']] }, 'Booked.') })
    const { threadId, assistantId } = stage
    let isSent = false
    const Eager = () => {
      const { send } = useRunController()
      useEffect(() => {
        if (!isSent) send('At once')
        isSent = true
      }, [send])
      return <Thread />
    }
    let done = 0
    render(
      <App tools={{ book_trip: defineTool({ execute: () => ++done }) }}>
        <ThreadProvider threadId={threadId} assistantId={assistantId}>
          <Eager />
        </ThreadProvider>
      </App>,
    )
    await pass(1_000)
    expect(texts()).toEqual(['At once', 'Booked.'])
    expect(done).toBe(1)
    expect(stage.heard.count('createMessage')).toBe(1)
  })

  it('lets the wire go when it is left, and cancels nothing', async () => {
    await begin({ pace: 300, script: lines('One two three four.') })
    const { threadId, assistantId, clock, other } = stage
    const { unmount } = render(
      <App>
        <ThreadProvider threadId={threadId} assistantId={assistantId}>
          <Thread />
        </ThreadProvider>
      </App>,
    )
    await pass()
    act(() => void controller().send('Hello'))
    await pass(400)
    unmount()
    await new Promise((resolve) => setTimeout(resolve, 5))
    await pass(5_000)
    expect(clock.pending).toBe(0)
    const { data } = await other.listRuns({ thread_id: threadId })
    expect(data.map(({ status }) => status)).toEqual(['completed'])
    expect(stage.heard.count('cancelRun')).toBe(0)
    const queries = stage.cache.getQueryCache().getAll()
    expect(queries.every((query) => query.getObserversCount() === 0)).toBe(true)
  })

  it('takes up where the server is when a hidden part of the page is shown again', async () => {
    await begin({ pace: 300, script: lines('One two three four.', 'Again.') })
    const { threadId, assistantId } = stage
    const Page = ({ mode }: { mode: 'visible' | 'hidden' }) => (
      <App>
        <Activity mode={mode}>
          <ThreadProvider threadId={threadId} assistantId={assistantId}>
            <Thread />
          </ThreadProvider>
        </Activity>
      </App>
    )
    const { rerender } = render(<Page mode="visible" />)
    await pass()
    act(() => void controller().send('Hello'))
    await pass(400)
    rerender(<Page mode="hidden" />)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await pass(2_000)
    rerender(<Page mode="visible" />)
    await pass(3_000)
    expect(texts()).toEqual(['Hello', 'One two three four.'])
    act(() => void controller().send('Once more'))
    await pass(1_000)
    expect(texts()).toEqual(['Hello', 'One two three four.', 'Once more', 'Again.'])
  })
})
