import type { Answer, Drafts, DraftState } from './drafts.js'

/** The composer's name among the fields of a thread. */
const composerName = ''

type Value = string | Answer | null

export interface SharedDrafts {
  /** Another tab's person wrote something. */
  hear: (name: string, value: Value) => void
  /** Tells all that this tab's person wrote. */
  tellAll: () => void
  leave: () => void
}

/** A field's value; null when there is none. */
const valueOf = (state: DraftState, name: string): Value =>
  name === composerName ? state.composer || null : (state.answers[name] ?? null)

/**
 * Shows in each tab what is written in the others, field by field. A field in which this tab's person wrote is theirs:
 * nothing from elsewhere changes it until they have emptied it or sent it.
 */
export function shareDrafts(
  drafts: Drafts,
  say: (name: string, value: Value) => void,
): SharedDrafts {
  const own = new Set<string>()
  let isHearing = false

  const put = (name: string, value: Value) => {
    isHearing = true
    if (name === composerName) drafts.setComposer(typeof value === 'string' ? value : '')
    else {
      const [runId = '', ...rest] = name.split('/')
      const callId = rest.join('/')
      if (value === null) drafts.dropAnswer(runId, callId)
      else if (typeof value === 'object') drafts.setAnswer(runId, callId, value)
    }
    isHearing = false
  }

  const stop = drafts.store.subscribe((state, before) => {
    if (isHearing) return
    const names = new Set([
      composerName,
      ...Object.keys(state.answers),
      ...Object.keys(before.answers),
    ])
    for (const name of names) {
      const value = valueOf(state, name)
      if (value === valueOf(before, name)) continue
      if (value === null) own.delete(name)
      else own.add(name)
      say(name, value)
    }
  })

  return {
    hear(name, value) {
      if (!own.has(name)) put(name, value)
    },
    tellAll() {
      for (const name of own) say(name, valueOf(drafts.store.getState(), name))
    },
    leave: stop,
  }
}
