import { findThread, holdThread, type ThreadEntry } from '../../../src/run/controllers.js'
import {
  createPageParts,
  type OpenPage,
  type Page,
  rowsOf,
  writeAnswers,
} from './createPageParts.js'

/** A tab in which the engine runs without React. */
export const createEnginePage: OpenPage = (world, name, listener) => {
  const parts = createPageParts(world, name, listener)
  const { client, cache, settings, tools } = parts
  let shown: { threadId: string; entry: ThreadEntry; leave: () => void } | null = null

  const page: Page = {
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
      return shown?.threadId ?? null
    },
    get entry() {
      return shown?.entry ?? null
    },
    get controller() {
      return shown?.entry.controller ?? null
    },
    enter(threadId) {
      page.leave()
      const entry = findThread(threadId, { client, cache, threadId, ...settings })
      const { controller, reader } = entry
      controller.configure({ assistantId: world.assistantId, tools })
      const release = holdThread(threadId, entry, { cache, client })
      const stopReading = reader.subscribe(() => listener.onChange(page, controller))
      shown = {
        threadId,
        entry,
        leave: () => {
          stopReading()
          release()
        },
      }
    },
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
