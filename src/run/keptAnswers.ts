import type { Run, ToolCall } from '../api/index.js'
import type { ControllerContext } from './controllerContext.js'
import { type Answer, answerKey, isWritten } from './drafts.js'
import { isSameAsk } from './asks.js'
import { listOf, textOf } from './isObject.js'
import type { Ask, KeptAnswer } from './liveRun.js'
import { toAnswer } from './toAnswer.js'

/** An ask of which no more of its run is known than which it is. */
type AskOf = Pick<Ask, 'toolCalls'> & { run: Pick<Run, 'id'> }

/** Answers that found no taker: kept, also across reloads, until the same tool is called again. */
export interface KeptAnswers {
  /** Brings back what was kept when the page was left. */
  load: () => Promise<void>
  /** Takes what was written in answer to an ask that is over, save to calls that are asked still. */
  keep: (over: AskOf, still?: readonly ToolCall[]) => void
  /** Fills in calls that nobody has begun to answer, those with the same arguments first. */
  place: (ask: Ask) => void
  discard: (id: string) => void
  clear: () => void
}

/** What was kept, as far as there are words in it; what is told apart by `ids` alone gets another one. */
const readKept = (kept: unknown, ids: () => string): KeptAnswer[] =>
  listOf(kept).flatMap(({ name, arguments: said, answer: written }) => {
    const answer = toAnswer(written)
    return answer ? [{ id: ids(), name: textOf(name), arguments: textOf(said), answer }] : []
  })

const isSameTool = ({ function: asked }: ToolCall, { name }: KeptAnswer) => asked.name === name
const isSameQuestion = (call: ToolCall, kept: KeptAnswer) =>
  isSameTool(call, kept) && call.function.arguments === kept.arguments

export function createKeptAnswers({
  core,
  drafts,
  storage,
  place: placeName,
  ids,
}: Pick<ControllerContext, 'core' | 'drafts' | 'storage' | 'place' | 'ids'>): KeptAnswers {
  const key = () => `kept ${placeName()}`
  const write = () => {
    const { kept } = core.get()
    const written = kept.length === 0 ? storage.remove(key()) : storage.write(key(), kept)
    void written.catch(() => {})
  }
  const set = (kept: readonly KeptAnswer[]) => {
    if (kept.length === core.get().kept.length) return
    core.set({ kept })
    // Before the drafts are written again, so that a crash in between leaves both and never neither.
    write()
  }
  const answerTo = (runId: string, { id }: ToolCall): Answer | undefined =>
    drafts.store.getState().answers[answerKey(runId, id)]

  return {
    async load() {
      const kept = readKept(await storage.read(key()).catch(() => undefined), ids)
      if (kept.length > 0 && core.get().kept.length === 0) core.set({ kept })
    },
    keep({ run, toolCalls }, still = []) {
      const over = toolCalls.filter((call) => !still.some((one) => isSameAsk([one], [call])))
      const taken = over.flatMap((call): KeptAnswer[] => {
        const answer = answerTo(run.id, call)
        const { name, arguments: said } = call.function
        return answer && isWritten(answer) ? [{ id: ids(), name, arguments: said, answer }] : []
      })
      set([...core.get().kept, ...taken])
      for (const { id } of over) drafts.dropAnswer(run.id, id)
    },
    place({ run, toolCalls }) {
      let left = core.get().kept
      for (const isTaker of [isSameQuestion, isSameTool]) {
        for (const call of toolCalls.filter((one) => !isWritten(answerTo(run.id, one)))) {
          const taken = left.find((kept) => isTaker(call, kept))
          if (!taken) continue
          left = left.filter((kept) => kept !== taken)
          drafts.setAnswer(run.id, call.id, taken.answer)
        }
      }
      // What was filled in is written with the drafts; until then it is kept twice.
      if (left.length < core.get().kept.length) {
        core.set({ kept: left })
        void drafts.flush().then(write, () => {})
      }
    },
    discard: (id) => set(core.get().kept.filter((kept) => kept.id !== id)),
    clear: () => set([]),
  }
}
