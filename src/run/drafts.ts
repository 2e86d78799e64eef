import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '../api/index.js'
import type { FormNotes } from '../schema/index.js'
import { onPageLeave } from './presence.js'
import type { StoragePort } from './storage.js'

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
  try {
    JSON.parse(answer.text)
    return null
  } catch {
    return 'not-json'
  }
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

const isDraftState = (value: unknown): value is DraftState =>
  typeof value === 'object' && value !== null && 'composer' in value && 'answers' in value

/** What a person is writing in one thread, kept through reloads. */
export function createDrafts({
  storage,
  key,
  clock,
  onLeave = onPageLeave,
}: {
  storage: StoragePort
  key: string
  clock: Clock
  /** Calls back when the page may be left for good; the answer takes it back. @default onPageLeave */
  onLeave?: (act: () => void) => () => void
}): Drafts {
  const store = createStore<DraftState>(() => ({ composer: '', answers: {} }))
  let place = key
  let cancelWrite: (() => void) | null = null

  const write = async () => {
    cancelWrite?.()
    cancelWrite = null
    const state = store.getState()
    const isEmpty = state.composer === '' && Object.keys(state.answers).length === 0
    await (isEmpty ? storage.remove(place) : storage.write(place, state))
  }
  const set = (next: Partial<DraftState>) => {
    store.setState(next)
    // A failed write leaves the words on screen, where the next key stroke tries again.
    cancelWrite ??= writeSoon()
  }
  const writeSoon = () => {
    const writeNow = () => void write().catch(() => {})
    const cancelTimer = clock.after(writeDelay, writeNow)
    // Timers of a hidden page may sleep for a minute, and those of one that is left never ring.
    const stopListening = onLeave(writeNow)
    return () => {
      cancelTimer()
      stopListening()
    }
  }

  return {
    store,
    async load() {
      const kept = await storage.read(place)
      if (!isDraftState(kept)) return
      const now = store.getState()
      store.setState({
        composer: now.composer || kept.composer,
        answers: { ...kept.answers, ...now.answers },
      })
    },
    setComposer: (composer) => set({ composer }),
    setAnswer: (runId, callId, answer) =>
      set({ answers: { ...store.getState().answers, [answerKey(runId, callId)]: answer } }),
    dropAnswer(runId, callId) {
      const { [answerKey(runId, callId)]: dropped, ...answers } = store.getState().answers
      if (dropped) set({ answers })
    },
    dropRun(runId) {
      const { answers } = store.getState()
      const kept = Object.entries(answers).filter(([name]) => !name.startsWith(`${runId}/`))
      if (kept.length < Object.keys(answers).length) set({ answers: Object.fromEntries(kept) })
    },
    dropAnswers() {
      if (Object.keys(store.getState().answers).length > 0) set({ answers: {} })
    },
    moveTo(next) {
      const before = place
      place = next
      void storage.remove(before).catch(() => {})
      set({})
    },
    flush: () => (cancelWrite ? write() : Promise.resolve()),
  }
}
