import { act, render, screen, waitFor } from '@testing-library/react'
import { useEffect } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import {
  AssistantChat,
  type RunController,
  ThreadProvider,
  useRunController,
} from '../../src/index.js'
import { createPen } from '../components/pen.js'
import { setStage, Staged } from '../components/support.js'
import { fillThread } from './fillThread.js'
import { isWindowed, rowInSight, rows, scrollBy, topOf } from './longThread.js'
import { drawn, emulateMedia, fromEnd, viewport } from './support.js'

/** Positions of scrolling are whole pixels, sizes are not. */
const still = 1

interface Options {
  count: number
  /** How many of the latest are in the cache. @default 0 */
  loaded?: number
  /** The number of the message that it is opened at. */
  at?: number
}

/** Stands for an app that leads the person. */
function Lead({ onController }: { onController: (controller: RunController) => void }) {
  const controller = useRunController()
  useEffect(() => {
    onController(controller)
  }, [onController, controller])
  return null
}

/** A thread of numbered messages, a model that is led by hand, and an app that leads the person. */
async function openAround({ count, loaded = 0, at }: Options) {
  const pen = createPen()
  const stage = await setStage({ script: pen.script })
  const threadId = await fillThread(stage, { loaded, older: count - loaded })
  if (loaded === 0) stage.cache.clear()
  const ids: string[] = []
  for (let after: string | undefined; ids.length < count; after = ids.at(-1)) {
    const { data } = await stage.other.listMessages({
      thread_id: threadId,
      order: 'asc',
      limit: 100,
      ...(after && { after }),
    })
    ids.push(...data.map(({ id }) => id))
  }
  const idOf = (n: number) => ids[n - 1] ?? ''
  const led: { controller?: RunController } = {}
  const around = at === undefined ? null : idOf(at)
  render(
    <main className="whole-page">
      <Staged stage={stage} isStrict={false}>
        <ThreadProvider threadId={threadId} around={around}>
          <Lead onController={(controller) => (led.controller = controller)} />
        </ThreadProvider>
        <AssistantChat assistantId={stage.assistantId} threadId={threadId} around={around} />
      </Staged>
    </main>,
  )
  await screen.findByText(textOf(at ?? count))
  await drawn()
  const goTo = async (n: number, options?: { focus?: boolean }) => {
    act(() => led.controller?.goTo(idOf(n), options))
    await waitFor(() => rowOf(n))
    await drawn()
  }
  const begin = async () => {
    await waitFor(() => expect(led.controller?.store.getState().isCaughtUp).toBe(true))
    act(() => led.controller?.configure({ assistantId: stage.assistantId }))
    led.controller?.answer()
    await waitFor(() => expect(stage.heard.count('createRun')).toBe(1))
  }
  return { stage, pen, goTo, begin, threadId }
}

const textOf = (n: number): string | RegExp =>
  n % 2 === 0 ? `Question ${n}?` : new RegExp(`Answer ${n}\\.`)

function rowOf(n: number): HTMLElement {
  const row = rows().find((one) => one.textContent?.match(textOf(n)))
  if (!row) throw new Error(`message ${n} is not in the document`)
  return row
}

/** How far below the top of the viewport a row is. */
const topIn = (row: HTMLElement): number => topOf(row) - topOf(viewport())

/** How far a row is from where it is read best, as far as the thread goes on around it. */
const missedBy = (row: HTMLElement): number => {
  const isAtEdge = viewport().scrollTop === 0 || fromEnd() < 1
  return isAtEdge ? 0 : Math.abs(topIn(row) - viewport().clientHeight * 0.2)
}
/** The room above what a row says, and what positions are rounded by. */
const near = 30

const loading = () => screen.queryByText(/^Loading (newer|older)/)
const newer = () => screen.queryByRole('button', { name: 'Show newer messages' })

/** Waits until nothing is loaded any more, and looks at each frame whether a row stays where it is. */
async function staysStill(row: HTMLElement, top = topOf(row)): Promise<void> {
  for (let rest = 0; rest < 5; rest = loading() ? 0 : rest + 1) {
    await drawn()
    expect(row.isConnected).toBe(true)
    expect(Math.abs(topOf(row) - top)).toBeLessThanOrEqual(still)
  }
}

describe.each([
  { width: 900, dir: 'ltr' },
  { width: 390, dir: 'rtl' },
])(
  'a thread opened around a message, $width px wide, $dir',
  { timeout: 90_000 },
  (surroundings) => {
    beforeEach(async () => {
      await page.viewport(surroundings.width, 800)
      document.documentElement.dir = surroundings.dir
      return () => {
        document.documentElement.dir = 'ltr'
      }
    })

    it('shows the message where it is read best, and marks it', async () => {
      await openAround({ count: 1_000, at: 500 })
      expect(viewport().scrollTop).toBeGreaterThan(0)
      expect(missedBy(rowOf(500))).toBeLessThan(near)
      expect(rowOf(500)).toHaveAttribute('aria-current', 'true')
      expect(document.activeElement).toBe(document.body)
      expect(document.querySelector('[data-sought]')).toContainElement(rowOf(500))
      await waitFor(() => expect(document.querySelector('[data-sought]')).toBeNull(), {
        timeout: 5_000,
      })
      await staysStill(rowOf(500))
    })

    it('brings newer and older pages without a move of what is read, while an answer is streamed', async () => {
      const { stage, pen, begin } = await openAround({ count: 1_000, at: 500 })
      await begin()
      let words = 0
      const writing = setInterval(() => pen.say(`word${++words} `), 10)
      try {
        for (let turn = 0; turn < 18; turn++) {
          await scrollBy(1e7)
          await staysStill(rowInSight())
          const older = screen.getByRole('button', { name: 'Show older messages' })
          await scrollBy(-1e7)
          await drawn()
          older.click()
          await staysStill(rowInSight())
        }
      } finally {
        clearInterval(writing)
      }
      expect(words).toBeGreaterThan(50)
      expect(stage.heard.count('listMessages')).toBeGreaterThan(10)
      expect(newer()).toBeInTheDocument()
      expect(viewport()).not.toHaveTextContent('word1')
      pen.end()
    })

    it('is the ordinary thread when newer pages have come to the latest message', async () => {
      const { pen, begin } = await openAround({ count: 120, at: 60 })
      await begin()
      pen.say('It begins. ')
      await screen.findByRole('button', { name: /^New messages/ })
      for (let turn = 0; newer() && turn < 20; turn++) {
        await scrollBy(1e7)
        await staysStill(rowInSight())
      }
      expect(newer()).toBeNull()
      expect(viewport()).toHaveTextContent('It begins.')
      // What is read stays where it is, until the person comes to the end.
      await scrollBy(-400)
      const row = rowInSight()
      const top = topOf(row)
      pen.say('It goes on. '.repeat(50))
      await waitFor(() => expect(viewport()).toHaveTextContent('It goes on.'))
      await staysStill(row, top)
      await scrollBy(1e7)
      for (let turn = 0; turn < 5; turn++) {
        pen.say('And on. '.repeat(50))
        await drawn()
        await drawn()
        expect(fromEnd()).toBe(0)
      }
      pen.end()
    })
  },
)

describe('newer pages without end', { timeout: 90_000 }, () => {
  beforeEach(() => page.viewport(900, 800))

  /** Brings one newer page after the other, and tells how many rows were in the document at most. */
  async function readOn(until: () => boolean): Promise<number> {
    let most = 0
    while (newer() && !until()) {
      await scrollBy(1e7)
      await staysStill(rowInSight())
      most = Math.max(most, rows().length)
    }
    return most
  }

  it('take rows that are far above out of the document, and move nothing; they are there again when one goes back', async () => {
    await openAround({ count: 1_100, at: 100 })
    const most = await readOn(() => false)
    expect(viewport()).toHaveTextContent('Question 1100?')
    expect(most).toBeLessThanOrEqual(680)
    expect(isWindowed()).toBe(true)
    // From the rows that stay into those of the window.
    for (let step = 0; step < 120; step++) {
      const row = rowInSight()
      const top = topOf(row)
      await scrollBy(-499)
      expect(Math.abs(topOf(row) - top - 499)).toBeLessThanOrEqual(still)
    }
    expect(Number(rowInSight().getAttribute('aria-posinset'))).toBeLessThan(700)
    expect(rows().length).toBeLessThanOrEqual(680)
  })

  it('leave a row where the focus is', async () => {
    await openAround({ count: 900, at: 100 })
    const row = rowOf(100)
    row.tabIndex = -1
    row.focus({ preventScroll: true })
    await readOn(() => rows().length > 700)
    expect(row).toHaveFocus()
    expect(rowOf(100)).toBe(row)
    row.blur()
    await readOn(() => rows().length < 400)
    expect(isWindowed()).toBe(true)
    expect(row.isConnected).toBe(false)
  })
})

describe('going to a message', { timeout: 90_000 }, () => {
  beforeEach(() => page.viewport(900, 800))

  it.each([{ loaded: 200 }, { loaded: 1_000 }])(
    'that is far away, of $loaded that are loaded, leads to it, and it takes the focus',
    async ({ loaded }) => {
      const { goTo, stage } = await openAround({ count: 1_000, loaded })
      await waitFor(() => expect(isWindowed()).toBe(loaded > 300))
      const asked = stage.heard.count('listMessages')
      for (const n of [850, 990, 1_000 - loaded + 3, 900]) {
        await goTo(n, { focus: true })
        await waitFor(() => expect(missedBy(rowOf(n))).toBeLessThan(near))
        await waitFor(() => expect(rowOf(n)).toHaveFocus())
        await staysStill(rowOf(n))
      }
      expect(stage.heard.count('listMessages')).toBe(asked)
    },
  )

  it('and back to the latest, which is held again', async () => {
    const { goTo, pen, begin } = await openAround({ count: 1_000, loaded: 1_000 })
    await goTo(20)
    await staysStill(rowOf(20))
    await userEvent.click(screen.getByRole('button', { name: 'Jump to the latest message' }))
    await drawn()
    expect(fromEnd()).toBe(0)
    await begin()
    for (let turn = 0; turn < 5; turn++) {
      pen.say('And on. '.repeat(50))
      await drawn()
      await drawn()
      expect(fromEnd()).toBe(0)
    }
    pen.end()
  })

  it('that is not loaded, and to others, and back, is where each of them is', async () => {
    const { goTo } = await openAround({ count: 2_000, loaded: 400 })
    for (const n of [300, 1_100, 310, 1_990, 5]) {
      await goTo(n)
      await waitFor(() => expect(missedBy(rowOf(n))).toBeLessThan(near))
      await staysStill(rowOf(n))
    }
    await userEvent.click(screen.getByRole('button', { name: 'Jump to the latest message' }))
    await waitFor(() => expect(fromEnd()).toBe(0))
    expect(viewport()).toHaveTextContent('Question 2000?')
  })

  it('puts all that is loaded on paper', async () => {
    await openAround({ count: 1_000, at: 500 })
    try {
      await emulateMedia('print')
      await drawn()
      expect(rows()).toHaveLength(41)
    } finally {
      await emulateMedia('')
    }
  })
})
