import type { Run } from '../../../src/api/index.js'
import { knownThreadsOf } from '../../../src/run/knownThreads.js'
import type { ThreadState } from '../../../src/run/index.js'
import { textOf } from '../invariants/checkShown.js'
import type { Desk } from './desk.js'
import type { Row, Thread } from './expectation.js'

/** What a person sees is not what they should see. */
export class Divergence extends Error {
  override readonly name = 'Divergence'
}

const same = (what: string, seen: unknown, wanted: unknown) => {
  const [one, other] = [JSON.stringify(seen), JSON.stringify(wanted)]
  if (one !== other) throw new Divergence(`${what}: ${one} is seen, and should be ${other}`)
}

/** The same words, or the beginning of what is still being said. */
const isTold = ({ text, role }: Row, told: string, isOpen: boolean) =>
  text === told || (isOpen && role === 'assistant' && text.startsWith(told))

/** Rows stand in order, each once, none is made up, and none is missing that the page was told of. */
function compareRows(told: readonly string[], rows: readonly Row[], all: 'all' | 'seen' | 'some') {
  let at = 0
  const met = new Set<Row>()
  for (const words of told) {
    const isLast = (one: number) => one === rows.length - 1
    while (at < rows.length && !isTold(rows[at]!, words, isLast(at))) at++
    const row = rows[at++]
    if (!row) {
      throw new Divergence(
        `"${words}" is not where it belongs in ${JSON.stringify(told)}; the thread is ${JSON.stringify(rows.map(({ text }) => text))}`,
      )
    }
    met.add(row)
  }
  const missing = rows.find(
    (row) => !met.has(row) && (all === 'all' || (all === 'seen' && row.isSeen)),
  )
  if (missing) throw new Divergence(`"${missing.text}" is missing in ${JSON.stringify(told)}`)
}

/** What the server holds is what people did, each thing once. */
async function compareServer({ world, model, idOf }: Desk, thread: Thread) {
  const thread_id = idOf(thread)
  same('the thread is on the server', thread_id !== undefined, thread.hasId)
  if (thread_id === undefined) return
  const { data: messages } = await world.other.listMessages({ thread_id, limit: 100 })
  const texts = messages.toReversed().map(textOf)
  const rows = thread.rows.filter((_, at) => at < texts.length || at < thread.rows.length - 1)
  compareRows(texts.filter(Boolean), rows, 'all')
  const { data: runs } = await world.other.listRuns({ thread_id, limit: 100 })
  same('runs on the server', runs.length, thread.runs)
  same('the run on the server', runs[0]?.status ?? null, thread.run?.status ?? null)
  if (thread.run && runs[0]) adoptTime(thread.run, runs[0], model.now() - world.clock.now())
}

/** When exactly a run began is the server's to say. */
function adoptTime(run: { dueAt: number }, { expires_at }: Run, offset: number) {
  if (typeof expires_at !== 'number') return
  const dueAt = expires_at * 1_000 + offset
  run.dueAt = dueAt
}

function compareAsk(desk: Desk, state: ThreadState) {
  const { model } = desk
  const { view, thread } = model
  const { answers } = desk.controller().drafts.store.getState()
  const { ask, calls } = state
  const seen = ask?.toolCalls.map(({ id }) => [id, answers[`${ask.run.id}/${id}`]?.text ?? ''])
  const wanted = view?.ask?.calls.map(({ id }) => [id, thread.answers.get(id) ?? ''])
  same('what is asked, and what was written', seen ?? null, wanted ?? null)
  if (view?.phase !== 'asking') return
  const states = view.run?.calls ?? view.ask?.calls ?? []
  same(
    'calls that need no answer',
    states.map(({ id }) => calls[id]?.state ?? null),
    states.map(({ id }) => thread.calls.get(id) ?? null),
  )
  same('answers are held', state.heldUntil !== null, view.heldUntil !== null)
  if (model.isOnEdge()) return
  const left = (view.run?.dueAt ?? Infinity) - model.now()
  const urgency =
    left > 120_000 ? 'ample' : left > 30_000 ? 'soon' : left > -5_000 ? 'last' : 'locked'
  same('the time that is left', state.urgency, urgency)
}

/** Everything that a person sees, and what the server holds, against what it should be. */
export async function compare(desk: Desk): Promise<void> {
  const { model, page } = desk
  const { thread, view } = model
  await compareServer(desk, thread)
  const twice = [...desk.executed].find(([, times]) => times > 1)
  if (twice) throw new Divergence(`${twice[0]} was carried out ${twice[1]} times`)
  same('a thread is on screen', page().controller !== null, view !== null)
  if (!view) return
  const { store, drafts } = desk.controller()
  same('the composer', drafts.store.getState().composer, thread.composer)
  // Nobody looks at a page that is hidden.
  if (model.isHidden) return
  const state = store.getState()
  const { live, pending } = state
  const status = live.phase === 'settled' ? live.run.status : null
  const wanted = view.phase === 'settled' ? view.status : null
  same('the phase', [live.phase, status], [view.phase, wanted])
  same('stop was pressed', live.stopping, view.isStopping)
  const shown = page().rows()
  same(
    'what waits',
    shown.flatMap((row) =>
      row.kind === 'pending' ? [[row.send.input.content, row.send.state]] : [],
    ),
    thread.queue.map(({ text, state: how }) => [text, how]),
  )
  same('what was sent is in no list but one', pending.length >= thread.queue.length, true)
  const words = shown.flatMap((row) => (row.kind === 'message' ? [textOf(row.message)] : []))
  compareRows(words.filter(Boolean), thread.rows, model.isOffline ? 'some' : 'seen')
  // Word by word, nothing is behind.
  const last = thread.rows.at(-1)
  const isFollowed = live.phase === 'running' && live.link === 'stream' && !model.isOffline
  if (isFollowed && last?.run && last.run === view.run)
    same('the last words', words.at(-1), last.text)
  compareAsk(desk, state)
  if (view.phase !== 'running' && !view.isEntering) {
    same(
      'what waits for its tool',
      state.kept.map(({ answer }) => answer.text),
      thread.kept.map(({ text }) => text),
    )
  }
  same('what did not work', state.trouble?.act ?? null, view.trouble)
  const { threads } = knownThreadsOf(page().settings.storage, page().client.scope).store.getState()
  same(
    'known threads',
    threads.map(({ id, title }) => [id, title]),
    model.known.map((one) => [desk.idOf(one.thread), one.title]),
  )
}
