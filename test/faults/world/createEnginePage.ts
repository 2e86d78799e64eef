import { findThread, holdThread, type ThreadEntry } from '../../../src/run/controllers.js'
import {
  createPageParts,
  type OpenPage,
  type Page,
  rowsOf,
  writeAnswers,
} from './createPageParts.js'

/** A tab in which the engine runs without React. */
export interface EnginePage extends Page {
  /** Shows a conversation that has yet to begin; its drafts are kept under this key. */
  begin: (draftKey: string) => void
}

/** Opens a tab in which the engine runs without React. */
export const createEnginePage = (...[world, name, listener]: Parameters<OpenPage>): EnginePage => {
  const parts = createPageParts(world, name, listener)
  const { client, cache, settings, tools } = parts
  let shown: { entry: ThreadEntry; leave: () => void } | null = null

  const show = (at: string, threadId: string | null) => {
    page.leave()
    const entry = findThread(at, { client, cache, threadId, draftKey: at, ...settings })
    const { controller, reader } = entry
    controller.configure({ assistantId: world.assistantId, tools })
    const release = holdThread(at, entry, { cache, client })
    const stopReading = reader.subscribe(() => listener.onChange(page, controller))
    shown = {
      entry,
      leave: () => {
        stopReading()
        release()
      },
    }
  }

  const page: EnginePage = {
    ...parts,
    hands: {
      send: (text) => void page.controller?.send(text),
      stop: () => void page.controller?.stop(),
      answer: () => {
        const { controller } = page
        if (controller && writeAnswers(controller)) controller.submit().catch(() => {})
      },
    },
    get threadId() {
      return shown?.entry.controller.store.getState().threadId ?? null
    },
    get entry() {
      return shown?.entry ?? null
    },
    get controller() {
      return shown?.entry.controller ?? null
    },
    enter: (threadId) => show(threadId, threadId),
    begin: (draftKey) => show(draftKey, null),
    leave() {
      shown?.leave()
      shown = null
    },
    kill() {
      parts.kill()
      shown = null
    },
    get isGone() {
      return parts.isGone
    },
    rows: () => (shown ? rowsOf(shown.entry) : []),
    words: () => null,
  }
  return page
}
