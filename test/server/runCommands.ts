import * as fc from 'fast-check'
import {
  act,
  askOrStream,
  crash,
  follow,
  hasRun,
  isAlive,
  isAtWork,
  lastRun,
  prepare,
  starts,
} from './acts.js'
import { accepted, refused, shown } from './compareServer.js'
import { type Ending, isOver, type Start, type Word } from './protocolModel.js'

const createRun = act<{ stream: boolean; start: Start }>(
  'create run',
  { stream: fc.boolean(), start: starts },
  {
    can: isAlive,
    play: async ({ model, real, thread, id, path }, drawn) => {
      const isBusy = model.active(thread) !== undefined
      if (!isBusy) prepare(real, drawn.start)
      const answer = await askOrStream(real, drawn, `${path}/runs`, {
        assistant_id: real.assistant,
      })
      if (isBusy) {
        refused(answer, 400, new RegExp(`^Thread ${id} already has an active run run_\\w+\\.$`))
        return
      }
      accepted(answer, 'queued')
      follow(real, drawn, answer, model.createRun(thread, drawn.start))
      if (drawn.start === 'crashes') await crash(model, real)
    },
  },
)

const anyWord = fc.constantFrom<Word>('say', 'say', 'ask', 'ask', 'complete', 'cut', 'fail')
const speak = act<{ word: Word }>(
  'speak',
  { word: anyWord },
  {
    can: isAtWork,
    play: async (at, drawn) => {
      const { model, real, thread, run } = at
      const calls = drawn.word === 'ask' ? model.nextCalls() : []
      real.say(await lastRun(at, drawn), drawn.word, calls)
      if (run) model.speak(thread, run, drawn.word)
    },
  },
)

const loseEnd = act(
  'lose the end',
  {},
  {
    can: isAtWork,
    play: async (at, drawn) => {
      const runId = await lastRun(at, drawn)
      void at.real.strike({ at: 'completed', what: 'fail' })
      at.real.say(runId, 'complete', [])
      if (at.run) at.model.loseEnd(at.run)
    },
  },
)

const isWord = (meanwhile: Meanwhile): meanwhile is Ending =>
  meanwhile !== 'nothing' && meanwhile !== 'crashes'

type Meanwhile = Ending | 'nothing' | 'crashes'
const meanwhiles = fc.constantFrom<Meanwhile>(
  'nothing',
  'nothing',
  'nothing',
  'complete',
  'cut',
  'fail',
  'crashes',
)
const cancel = act<{ meanwhile: Meanwhile }>(
  'cancel',
  { meanwhile: meanwhiles },
  {
    can: hasRun,
    play: async (at, drawn) => {
      const { model, real, run, path } = at
      if (!run) return
      const runId = await lastRun(at, drawn)
      const url = `${path}/runs/${runId}/cancel`
      const { edition } = drawn
      const isNew = !isOver(run) && run.status !== 'cancelling'
      // Only a model at work can say something meanwhile.
      const word = isNew && run.driven && isWord(drawn.meanwhile) ? drawn.meanwhile : undefined
      const dies = isNew && drawn.meanwhile === 'crashes'
      if (dies) void real.strike({ at: 'cancelled', what: 'crash' })
      const held = word && real.strike({ at: 'cancelling', what: 'hold' })
      const asked = real.ask(edition, 'POST', url)
      if (word) {
        await held
        real.say(runId, word, [])
        await real.clock.settle()
        real.release()
      }
      const answer = await asked
      if (isOver(run)) {
        refused(answer, 400, `Cannot cancel run with status '${shown(run.status, edition)}'.`)
        return
      }
      accepted(answer, 'cancelling')
      model.cancel(run, dies ? 'crashes' : (word ?? 'nothing'))
      if (dies) await crash(model, real)
    },
  },
)

type How = 'all' | 'some' | 'foreign' | 'doubled' | 'too many' | 'twice'
/** The calls that are answered, of those that wait. */
const outputsFor = (how: How, waiting: readonly string[]): string[] => {
  if (how === 'some') return waiting.slice(1)
  if (how === 'foreign') return ['call_x', ...waiting.slice(1)]
  if (how === 'doubled') return [...waiting, ...waiting.slice(1)]
  if (how === 'too many') return [...waiting, 'call_x']
  return waiting.toReversed()
}

const hows = fc.constantFrom<How>(
  ...Array<How>(5).fill('all'),
  ...(['some', 'foreign', 'doubled', 'too many', 'twice', 'twice'] as const),
)
const submit = act<{ how: How; stream: boolean; start: Start; late: boolean }>(
  'submit',
  { how: hows, stream: fc.boolean(), start: starts, late: fc.nat(3).map((n) => n === 0) },
  {
    // Outputs that nobody waits for are refused every time: a few of them are enough.
    can: (at, { late }) => hasRun(at) && (late || at.run?.status === 'requires_action'),
    play: async (at, drawn) => {
      const { model, real, run, path } = at
      if (!run) return
      const { how, start, edition } = drawn
      const url = `${path}/runs/${await lastRun(at, drawn)}/submit_tool_outputs`
      const waiting = [...run.calls]
      const given = outputsFor(how, waiting)
      const tool_outputs = given.map((call) => ({ tool_call_id: call, output: 'o' }))
      const isTaken = run.status === 'requires_action' && (how === 'all' || how === 'twice')
      if (isTaken) prepare(real, start)
      const answer = await askOrStream(real, drawn, url, { tool_outputs })
      const ids = (list: string[]) => `[${list.map((call) => `'${call}'`).join(', ')}]`
      if (run.status !== 'requires_action') {
        const words = `Runs in status "${shown(run.status, edition)}" do not accept tool outputs.`
        refused(answer, 400, words)
      } else if (!isTaken) {
        refused(
          answer,
          400,
          `Expected tool outputs for call_ids ${ids(waiting)}, got ${ids(given)}`,
        )
      } else {
        accepted(answer, 'queued')
        model.submit(run, start)
        follow(real, drawn, answer, run)
        if (start === 'crashes') await crash(model, real)
        if (how !== 'twice') return
        await real.clock.settle()
        const again = await real.ask(edition, 'POST', url, { tool_outputs })
        refused(again, 400, `Runs in status "${run.status}" do not accept tool outputs.`)
      }
    },
  },
)

/** Two requests at once: whoever comes first wins, and the other hears why not. */
const race = act<{ what: 'runs' | 'outputs' | 'cancel and outputs' }>(
  'race',
  { what: fc.constantFrom('runs', 'outputs', 'outputs', 'cancel and outputs') },
  {
    can: ({ thread, run }, { what }) =>
      !thread.gone && (what === 'runs' ? !run || isOver(run) : run?.status === 'requires_action'),
    play: async (at, drawn) => {
      const { model, real, thread, run, path } = at
      const other = drawn.edition === 'v1' ? 'v2' : 'v1'
      if (drawn.what === 'runs') {
        const body = { assistant_id: real.assistant }
        const both = [drawn.edition, other] as const
        const [first, second] = await Promise.all(
          both.map((edition) => real.ask(edition, 'POST', `${path}/runs`, body)),
        )
        accepted(first, 'queued')
        refused(second, 400, /already has an active run/)
        model.createRun(thread, 'starts')
        return
      }
      if (!run) return
      const url = `${path}/runs/${await lastRun(at, drawn)}`
      const tool_outputs = run.calls.map((id) => ({ tool_call_id: id, output: '' }))
      const send = (edition: typeof other) =>
        real.ask(edition, 'POST', `${url}/submit_tool_outputs`, { tool_outputs })
      const isCancelled = drawn.what === 'cancel and outputs'
      const [first, second] = await Promise.all([
        isCancelled ? real.ask(other, 'POST', `${url}/cancel`) : send(other),
        send(drawn.edition),
      ])
      accepted(first, isCancelled ? 'cancelling' : 'queued')
      refused(second, 400, /^Runs in status "\w+" do not accept tool outputs\.$/)
      if (isCancelled) model.cancel(run, 'nothing')
      else model.submit(run, 'starts')
    },
  },
)

/** What can be done to a run, what leads somewhere more often. */
export const runCommands = [
  ...Array.from({ length: 12 }, () => createRun),
  ...Array.from({ length: 30 }, () => speak),
  ...Array.from({ length: 4 }, () => cancel),
  ...Array.from({ length: 12 }, () => submit),
  ...Array.from({ length: 6 }, () => race),
  loseEnd,
]
