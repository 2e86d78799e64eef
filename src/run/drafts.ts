import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '../api/index.js'
import type { FormNotes } from '../schema/index.js'
import {
  bringBack,
  type DraftRow,
  isEmptyDraft,
  layOver,
  noDraft,
  readDraftRow,
} from './draftRow.js'
import { onPageLeave, pagePresence } from './presence.js'
import type { StoragePort } from './storage.js'
import { soloTabs, type Tabs } from './tabs.js'
import { createTurns } from './createTurns.js'
import { parseJson } from './parseJson.js'

/** What a person has written in answer to one call. */
export interface Answer {
  /** As typed; where a form is filled in, its value as JSON. */
  text: string
  /** How `text` is meant: sent as it stands, or only where it is valid JSON. */
  as: 'text' | 'json'
  /** What else was done in a form: numbers half typed, what was chosen between forms, and what was put aside. */
  form?: FormNotes
}

/** What a person is writing in one thread. */
export interface DraftState {
  /** The message that is being written. */
  composer: string
  /** By `answerKey(run id, call id)`: some servers use a call id twice. */
  answers: Readonly<Record<string, Answer>>
}

export const answerKey = (runId: string, callId: string): string => `${runId}/${callId}`

/** Whether anything was written. */
export const isWritten = (answer: Answer | undefined): boolean =>
  Boolean(answer && (answer.text !== '' || answer.form?.typed))

/** Why an answer cannot be sent yet; null when it can. */
export function answerFault(answer: Answer | undefined): 'missing' | 'not-json' | null {
  if (!answer || answer.text.trim() === '') return 'missing'
  if (answer.as === 'text') return null
  return parseJson(answer.text) === undefined ? 'not-json' : null
}

/** The words of one thread that were not sent yet, and their way into storage. What cannot be kept stays on screen. */
export interface Drafts {
  /** What is written now. */
  store: Pick<StoreApi<DraftState>, 'getState' | 'subscribe' | 'getInitialState'>
  /** Brings back what was kept; what was typed meanwhile stays. */
  load: () => Promise<void>
  /** Puts other words into the composer; kept within 200 ms. */
  setComposer: (text: string) => void
  /** Puts an answer in place of the one before; kept within 200 ms, sent by `submit`. */
  setAnswer: (runId: string, callId: string, answer: Answer) => void
  /** Forgets one answer. */
  dropAnswer: (runId: string, callId: string) => void
  /** Forgets the answers that a run took. */
  dropRun: (runId: string) => void
  /** Forgets all answers: no run is left that could take them. */
  dropAnswers: () => void
  /** Keeps everything under another key from now on: the thread has got its id. */
  moveTo: (key: string) => void
  /** Writes at once what waits to be written. */
  flush: () => Promise<void>
}

/** Milliseconds between a key stroke and its being kept, at most. */
const writeDelay = 200
/** Milliseconds that another tab's turn is waited for: what was typed must not wait for one that hangs. */
const longestWait = 80

/** One act of a person, done on what is shown and once more on what is kept by then. */
type Edit = (state: DraftRow) => DraftRow

const turns = new WeakMap<StoragePort, ReturnType<typeof createTurns>>()

/** What reads before it writes is done one after the other within a page. */
function inTurn<T>(storage: StoragePort, act: () => Promise<T>): Promise<T> {
  const takeTurn = turns.get(storage) ?? createTurns()
  turns.set(storage, takeTurn)
  return takeTurn(act)
}

const keepAnswers =
  (isKept: (name: string) => boolean): Edit =>
  (state) => {
    const drop = <T extends DraftState>(from: T): T => {
      const all = Object.entries(from.answers)
      const left = all.filter(([name]) => isKept(name))
      return left.length < all.length ? { ...from, answers: Object.fromEntries(left) } : from
    }
    return state.older ? { ...drop(state), older: drop(state.older) } : drop(state)
  }

/**
 * What a person is writing in one thread, kept through reloads. Tabs write into one row, in turns, and each only what was
 * done in it: what another tab wrote to other calls stays.
 */
export function createDrafts({
  storage,
  key,
  clock,
  tabs = soloTabs,
  onLeave = onPageLeave,
  isAway = pagePresence.isAway,
}: {
  storage: StoragePort
  key: string
  clock: Clock
  /** Those with whom the row is shared. @default none */
  tabs?: Pick<Tabs, 'hold'>
  /** Calls back when the page may be left for good; the answer takes it back. @default onPageLeave */
  onLeave?: (act: () => void) => () => void
  /** Whether timers may sleep for a minute, as those of a hidden page do. @default pagePresence.isAway */
  isAway?: () => boolean
}): Drafts {
  const store = createStore<DraftState>(() => noDraft)
  let place = key
  let cancelWrite: (() => void) | null = null
  /** What was done since the row was written. */
  let edits: Edit[] = []
  /** The row as it was last read or written; null before either. */
  let seen: DraftRow | null = null

  /** Shows what was read. Where the person wrote without having seen it, their words stay. */
  const show = (row: DraftRow) => {
    const now = store.getState()
    // Whatever was done until now was done to what was seen then.
    const isFirst = !seen
    const lay: Edit = isFirst
      ? (state) => bringBack(layOver(state, now))
      : (state) => (now.composer ? state : bringBack(state))
    const all = isFirst ? [lay] : [...edits, lay]
    const { composer, answers, older } = all.reduce((state, edit) => edit(state), row)
    store.setState({ composer: now.composer || composer, answers: { ...answers, ...now.answers } })
    if (edits.length > 0 || older || row.older) edits = all
    seen = row
  }

  const merge = async () => {
    if (edits.length === 0) return
    const turn = new AbortController()
    const waited = new Promise<void>((resolve) => {
      turn.signal.addEventListener('abort', () => resolve(), { once: true })
    })
    const stopWaiting = clock.after(longestWait, () => turn.abort())
    let done: Edit[] = []
    try {
      const held = tabs.hold(`react-assistants ${place}`, turn.signal).catch(() => {})
      await Promise.race([held, waited])
      const kept = await storage.read(place).then(readDraftRow, () => null)
      if (kept && !seen) show(kept)
      done = edits
      edits = []
      const known = seen ?? noDraft
      const before = kept ?? { ...known, over: known }
      const { older, ...after } = done.reduce((state, edit) => edit(state), before)
      const isAside = older && !isEmptyDraft(older)
      seen = isAside ? { ...after, older } : after
      const isEmpty = isEmptyDraft(after) && !isAside
      await (isEmpty ? storage.remove(place) : storage.write(place, seen))
    } catch (error) {
      // They stay on screen, and the next key stroke tries again.
      edits = [...done, ...edits]
      throw error
    } finally {
      stopWaiting()
      turn.abort()
    }
  }
  const write = () => {
    cancelWrite?.()
    cancelWrite = null
    return inTurn(storage, merge)
  }
  const change = (edit: Edit) => {
    edits.push(edit)
    store.setState(edit)
    if (isAway()) writeNow()
    else cancelWrite ??= writeSoon()
  }
  const writeNow = () => void write().catch(() => {})
  const writeSoon = () => {
    const cancelTimer = clock.after(writeDelay, writeNow)
    // Timers of a hidden page may sleep for a minute, and those of one that is left never ring.
    const stopListening = onLeave(writeNow)
    return () => {
      cancelTimer()
      stopListening()
    }
  }
  /** Drops answers, if there are any such. */
  const keepOnly = (isKept: (name: string) => boolean) => {
    const edit = keepAnswers(isKept)
    if (edit(store.getState()) !== store.getState()) change(edit)
  }

  return {
    store,
    async load() {
      // What was written until a moment ago may be on its way still.
      show(readDraftRow(await inTurn(storage, () => storage.read(place))))
      if (edits.length > 0) cancelWrite ??= writeSoon()
    },
    setComposer: (composer) => change((state) => ({ ...state, composer })),
    setAnswer: (runId, callId, answer) =>
      change((state) => ({
        ...state,
        answers: { ...state.answers, [answerKey(runId, callId)]: answer },
      })),
    dropAnswer: (runId, callId) => keepOnly((name) => name !== answerKey(runId, callId)),
    dropRun: (runId) => keepOnly((name) => !name.startsWith(`${runId}/`)),
    dropAnswers: () => keepOnly(() => false),
    moveTo(next) {
      let before = place
      void inTurn(storage, () => {
        before = place
        place = next
        seen = null
        return Promise.resolve()
      })
      const { composer, answers } = store.getState()
      const older = seen?.older
      edits = []
      change((state) => ({ composer, answers: { ...state.answers, ...answers }, older }))
      // Kept twice for a moment, and at no time nowhere.
      void write()
        .then(() => storage.remove(before))
        .catch(() => {})
    },
    flush: () => (cancelWrite ? write() : inTurn(storage, () => Promise.resolve())),
  }
}
