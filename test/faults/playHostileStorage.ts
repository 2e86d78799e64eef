import { isAssistantsError } from '../../src/api/index.js'
import { isBusy } from '../../src/run/index.js'
import type { ThreadState } from '../../src/run/liveRun.js'
import { textOf } from './invariants/checkShown.js'
import { type HostileRow, hostileStorage, leftBehind } from './hostileStorage.js'
import type { OpenPage } from './world/createPageParts.js'
import { createWorld } from './world/createWorld.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

const isText = (value: unknown) => typeof value === 'string'

/** What a part would stumble over; null when there is nothing. */
function findOdd({ pending, kept, ask }: ThreadState, answers: Record<string, unknown>) {
  const odd = [
    ...pending.filter(({ intent, input, assistantId }) => {
      const { content } = input
      const isSaid = isText(content) || (Array.isArray(content) && content.every((part) => part))
      return !isSaid || !isText(intent) || !isText(assistantId)
    }),
    ...kept.filter((one) => ![one.id, one.name, one.arguments, one.answer.text].every(isText)),
    ...Object.values(answers).filter((answer) => !isText((answer as { text?: unknown })?.text)),
    ...(ask?.toolCalls ?? []).filter(({ function: asked }) => !isText(asked.arguments)),
  ]
  return odd.length > 0 ? JSON.stringify(odd).slice(0, 300) : null
}

/** Whether the row is one as it should be that knows nothing of the calls: then they begin, as they should. */
function isUnaware({ store, path, value }: HostileRow): boolean {
  if (store !== 'calls') return false
  const said = JSON.parse(value) as unknown
  if (path.length === 0) return said === null
  if (path.length > 1) return false
  return path[0] === 'runId' ? isText(said) : said === Object(said) && !Array.isArray(said)
}

/**
 * A page dies while it is asked something; somebody puts a row into its storage, and a fresh page is opened. The person
 * types, answers and sends; then one more page is opened.
 */
export async function playHostileStorage(openPage: OpenPage, row: HostileRow): Promise<number> {
  const lines = [['get_weather', 'book_trip'], 'One two.', 'Three.']
  const world = await createWorld({ lines, pace: 0, dialect: 'ownServer' })
  const timers = withVirtualTimers(world.clock)
  const [thread_id] = world.threadIds
  let executed = 0
  const nothing = () => {}
  const listener = { onChange: nothing, onIntent: nothing, onExecute: () => void executed++ }
  try {
    await world.other.createMessage({ thread_id, role: 'user', content: 'Before' })
    const first = openPage(world, 'page 1', listener)
    first.enter(thread_id)
    await world.pass(300)
    first.hands.send('Hello')
    await world.pass(3_000)
    first.kill()
    const [run] = (await world.other.listRuns({ thread_id })).data
    if (run?.status !== 'requires_action') throw new Error('Nothing is asked.')
    // What was asked is read only where the run is over and cannot ask any more.
    if (row.store === 'ask') await world.other.cancelRun({ thread_id, run_id: run.id })

    const storage = hostileStorage(world.disk.port, leftBehind(run), row)
    const page = openPage(world, 'page 2', { ...listener, own: { storage } })
    page.enter(thread_id)
    await world.pass(3_000)
    const state = () => {
      const now = page.controller?.store.getState()
      if (!now) throw new Error('There is no thread.')
      return now
    }
    const look = () => {
      const { composer, answers } = page.controller?.drafts.store.getState() ?? {}
      const odd = isText(composer) ? findOdd(state(), answers ?? {}) : JSON.stringify(composer)
      if (odd !== null) throw new Error(`It shows ${odd}`)
    }
    look()
    if (!state().isCaughtUp) throw new Error('It does not open.')
    page.controller?.drafts.setComposer('typed afterwards')
    page.hands.answer()
    await world.pass(5_000)
    look()
    page.hands.send('And now?')
    await world.pass(30_000)
    look()
    page.controller?.drafts.setComposer('typed at last')
    await world.pass(1_000)
    const { live, trouble, pending } = state()
    if (isBusy(live)) throw new Error(`It is ${live.phase} for good.`)
    const errors = [
      ...(live.phase === 'failed' ? [live.error] : []),
      ...(trouble ? [trouble.error] : []),
      ...pending.flatMap((send) => ('error' in send ? [send.error] : [])),
    ]
    const cause = errors.find((error) => !isAssistantsError(error))
    if (cause) throw new Error('An error of no type of ours is shown', { cause })
    const { data } = await world.other.listMessages({ thread_id, limit: 50 })
    const truth = data.toReversed().map((message) => textOf(message))
    const shown = page
      .rows()
      .flatMap((one) => (one.kind === 'message' ? [textOf(one.message)] : []))
    if (JSON.stringify(shown) !== JSON.stringify(truth)) {
      throw new Error(`It shows\n${shown.join('\n')}\nand not\n${truth.join('\n')}`)
    }
    const said = truth.filter((text) => text === 'And now?').length
    if (said !== 1) throw new Error(`It was said ${said} times.`)
    if (executed > (isUnaware(row) ? 2 : 1))
      throw new Error(`A call was carried out ${executed} times.`)
    page.kill()

    const last = openPage(world, 'page 3', { ...listener, own: { storage } })
    last.enter(thread_id)
    await world.pass(3_000)
    const { composer } = last.controller?.drafts.store.getState() ?? {}
    if (composer !== 'typed at last') throw new Error(`Of what was typed is left: ${composer}`)
    last.leave()
    await world.pass(100)
    return storage.struck()
  } finally {
    world.close()
    timers.restore()
  }
}
