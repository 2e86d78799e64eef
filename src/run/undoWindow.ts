import type { ControllerContext } from './controllerContext.js'
import { toolOf } from './tools.js'
import { ownOf } from './ownOf.js'

/** Holds answers back for a while before they are sent, where a tool wants that. */
export interface UndoWindow {
  /**
   * Resolves at once where nothing is to be held; else, once `check` has found nothing wrong, when the time is over, or
   * with false when it was undone.
   */
  wait: (check: () => Promise<void>) => Promise<boolean>
  undo: () => void
}

/** Nothing is held so long that it would come too late. */
const margin = 5_000

export function createUndoWindow({
  core,
  clock,
  settings,
}: Pick<ControllerContext, 'core' | 'clock' | 'settings'>): UndoWindow {
  let end: (isSent: boolean) => void = () => {}

  /** For how long the answers to what is asked are held. */
  const holdTime = (): number => {
    const { live, calls } = core.get()
    if (live.phase !== 'asking') return 0
    const times = live.toolCalls.map((call) => {
      const tool = toolOf(settings().tools, call)
      const state = ownOf(calls, call.id)?.state
      const isAnswered = state !== 'done' && state !== 'skipped'
      return isAnswered && tool && 'undoWindow' in tool ? (tool.undoWindow ?? 0) : 0
    })
    const { expires_at: due } = live.run
    const left = typeof due === 'number' ? due * 1_000 - core.serverNow() - margin : Infinity
    return Math.min(Math.max(...times), left)
  }

  return {
    async wait(check) {
      if (!(holdTime() > 0)) return true
      await check()
      const time = holdTime()
      if (!(time > 0)) return true
      return new Promise((resolve) => {
        core.set({ heldUntil: clock.now() + time, trouble: null })
        const cancel = clock.after(time, () => end(true))
        end = (isSent) => {
          cancel()
          end = () => {}
          core.set({ heldUntil: null })
          resolve(isSent)
        }
      })
    },
    undo: () => end(false),
  }
}
