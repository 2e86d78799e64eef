import type { RunController } from '../../src/run/index.js'
import { answerKey } from '../../src/run/drafts.js'
import { savingOf } from '../../src/run/sureStorage.js'
import { createDeeds, type Deeds, type Sent } from './deeds.js'
import { excuseWritten } from './invariants/checkJotted.js'
import type { Elsewhere } from './schedule.js'
import type { Person } from './stage.js'
import { createEnginePage } from './world/createEnginePage.js'
import type { OpenPage, Page, PageListener } from './world/createPageParts.js'
import type { World } from './world/createWorld.js'

/** The person, their tabs, and somebody else. */
export interface Team {
  person: Person
  /** Every page that ever was; those that are gone show nothing. */
  pages: Page[]
  /** The page that the person looks at. */
  page: () => Page
  deeds: Deeds
  /** The threads that were ever on screen. */
  visited: ReadonlySet<string>
  begin: () => Promise<void>
  elsewhere: (what: Elsewhere) => Promise<void>
  /** Only the page that the person looks at stays. */
  closeTabs: () => void
  leave: () => void
}

const isWithPerson = ({ state }: { state: string }) => state === 'refused' || state === 'unknown'

export function createTeam(
  world: World,
  openPage: OpenPage,
  { onChange }: Pick<PageListener, 'onChange'>,
): Team {
  const { other, assistantId } = world
  const deeds = createDeeds()
  const pages: Page[] = []
  /** What is about to be sent: its row is there before `send` has returned its key. */
  let sending: Sent | null = null
  const onIntent = (intent: string) => {
    if (sending) deeds.sent.set(intent, sending)
    sending = null
  }
  const onExecute = (key: string) =>
    void deeds.executed.set(key, (deeds.executed.get(key) ?? 0) + 1)
  const open = (name: string) => {
    // The second tab is there for what the two do to one another.
    const make = name.startsWith('tab') ? createEnginePage : openPage
    const page = make(world, name, { onChange, onIntent, onExecute })
    pages.push(page)
    return page
  }
  const visited = new Set<string>([world.threadIds[0]])
  let page = open('page 1')
  let count = 0
  let isDouble = false

  /** A page that could not save may die with what it was still to send. */
  const excuse = ({ name }: Page) => {
    for (const [intent, sent] of deeds.sent) {
      if (intent.startsWith(`${name}_`) && sent.takenBack === 'no') sent.takenBack = 'late'
    }
  }
  const shut = (tab: Page) => {
    // Tabs find on disk what others left, and a tab that could not write knows less of them than the disk.
    if (pages.some(({ storage }) => storage.hasFailed)) {
      // A tab may have taken over what an earlier one left.
      for (const one of pages) if (one.name.startsWith('tab')) excuse(one)
    }
    tab.leave()
  }
  const act = (work: (controller: RunController) => void) => {
    const { controller, line } = page
    // Nobody can do anything with a page that stands still.
    if (!controller || line.held) return
    work(controller)
    if (!isDouble) return
    isDouble = false
    world.strike('double act')
    work(controller)
  }
  /** The person goes on to something else: what they wrote in answer to what is over has had its time. */
  const goOn = () => {
    for (const [key, { runId }] of deeds.jotted) {
      if (world.oracle.isOver(runId)) deeds.jotted.delete(key)
    }
  }
  const jot = ({ store, drafts }: RunController) => {
    const { live } = store.getState()
    const calls =
      live.phase === 'asking'
        ? live.toolCalls.filter((call) => call.function.name !== 'book_trip')
        : []
    const call = calls[count % calls.length]
    if (live.phase !== 'asking' || !call) return
    const text = `answer ${++count}`
    const key = answerKey(live.run.id, call.id)
    // What was filled in from an earlier ask is written over.
    const filledIn = drafts.store.getState().answers[key]?.text
    for (const [before, { texts: its }] of deeds.jotted) {
      if (before !== key && its.some((one) => one.text === filledIn)) deeds.jotted.delete(before)
    }
    deeds.jottings++
    drafts.setAnswer(live.run.id, call.id, { text, as: 'text' })
    const before = deeds.jotted.get(key)?.texts ?? []
    const texts = [...before, { text, at: world.clock.now() }]
    const { id: runId, thread_id: threadId } = live.run
    deeds.jotted.set(key, { runId, threadId, texts, from: before.length })
  }
  const sendFrom = (from: Page, text: string, writtenAt = world.clock.now()) => {
    const { threadId } = from
    if (threadId === null) return
    sending = { text, threadId, takenBack: 'no', at: world.clock.now(), writtenAt }
    from.hands.send(text)
    // Where it is typed, it took the place of what stood in the composer.
    if (from.controller?.drafts.store.getState().composer === '') deeds.composed.delete(threadId)
    sending = null
  }

  const person: Person = {
    send: () => {
      const text = `no. ${++count};`
      act(() => {
        sendFrom(page, text)
        goOn()
      })
    },
    stop: () => act(() => page.hands.stop()),
    answer: () => act(() => page.hands.answer()),
    type: () =>
      act(({ drafts }) => {
        const text = `${page.threadId} draft ${++count}`
        drafts.setComposer(text)
        if (page.threadId === null) return
        const before = deeds.composed.get(page.threadId)?.texts ?? []
        const texts = [...before, { text, at: world.clock.now() }]
        deeds.composed.set(page.threadId, { texts, from: before.length })
      }),
    sendDraft: () =>
      act(({ drafts }) => {
        const { composer } = drafts.store.getState()
        if (composer === '') return
        const texts = deeds.composed.get(page.threadId ?? '')?.texts
        deeds.composed.delete(page.threadId ?? '')
        sendFrom(page, composer, texts?.find(({ text }) => text === composer)?.at)
        drafts.setComposer('')
        goOn()
      }),
    jot: () => act(jot),
    retry: () =>
      act((controller) => {
        goOn()
        const found = controller.store.getState().pending.find(isWithPerson)
        if (found) controller.retry(found.intent)
      }),
    takeBack: () =>
      act((controller) => {
        const found = controller.store.getState().pending.find(isWithPerson)
        const sent = found && deeds.sent.get(found.intent)
        if (sent && controller.takeBack(found.intent)) {
          sent.takenBack = found.state === 'unknown' ? 'late' : 'yes'
        }
      }),
    askAgain: () =>
      act((controller) => {
        controller.answer()
        goOn()
      }),
    look: () => act((controller) => void controller.sync()),
    unmount() {
      const { threadId, line } = page
      if (line.held) return () => {}
      page.leave()
      return () => {
        if (threadId !== null && page.threadId === null) page.enter(threadId)
      }
    },
    reload() {
      const threadId = page.threadId ?? world.threadIds[0]
      excuseWritten(world, deeds, page)
      if (page.storage.hasFailed) {
        excuse(page)
        // What the person is told to be unsaved, or is not saved yet, may go with the page.
        if (page.storage.isHeldUp || !savingOf(page.storage).getState()) {
          deeds.composed.clear()
          deeds.jotted.clear()
        }
      }
      const { storage } = page
      page.kill()
      page = open(`page ${pages.length + 1}`)
      storage.handOn(page.storage)
      page.enter(threadId)
    },
    switchThread() {
      if (page.line.held) return
      const [one, two] = world.threadIds
      const next = page.threadId === one ? two : one
      visited.add(next)
      page.enter(next)
    },
    doubleNext: () => {
      isDouble = true
    },
    openTab() {
      const tab = open(`tab ${pages.length + 1}`)
      if (page.threadId !== null) tab.enter(page.threadId)
      return {
        act: () => {
          const { controller } = tab
          if (!controller) return
          if (controller.store.getState().live.phase === 'asking') tab.hands.answer()
          else if (pages.length % 2 === 0) sendFrom(tab, `no. ${++count};`)
          else void controller.stop()
        },
        close: () => shut(tab),
      }
    },
  }

  return {
    person,
    pages,
    page: () => page,
    deeds,
    visited,
    async begin() {
      page.enter(world.threadIds[0])
      await world.pass(100)
    },
    async elsewhere(what) {
      const thread_id = page.threadId ?? world.threadIds[0]
      if (what === 'starts a run') {
        await other.createRun({ thread_id, assistant_id: assistantId }).catch(() => {})
      } else if (what === 'writes a message') {
        const content = `elsewhere ${++count}`
        deeds.elsewhere.push(content)
        await other.createMessage({ thread_id, role: 'user', content }).catch(() => {})
      } else {
        const [run] = (await other.listRuns({ thread_id, limit: 1 })).data
        if (run) await other.cancelRun({ thread_id, run_id: run.id }).catch(() => {})
      }
    },
    closeTabs() {
      for (const one of pages) if (one !== page && one.controller) shut(one)
    },
    leave() {
      for (const one of pages) one.leave()
    },
  }
}
