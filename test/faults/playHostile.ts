import { isAssistantsError } from '../../src/api/index.js'
import { isBusy } from '../../src/run/index.js'
import type { ThreadState } from '../../src/run/liveRun.js'
import { type HostilePlace, putInto } from './hostile.js'
import { textOf } from './invariants/checkShown.js'
import type { OpenPage } from './world/createPageParts.js'
import { createWorld, type Line, type World } from './world/createWorld.js'
import { withVirtualTimers } from './world/withVirtualTimers.js'

/** How it ended: the thread is as the server has it, or somebody was told why not. */
export interface HostileEnd {
  struck: number
  end: 'as the server has it' | 'typed error'
}

/** Arms the world with one value in one place, in every answer in which there is such a place. */
function arm(world: World, { operation, event, path }: HostilePlace, value: string): () => number {
  let struck = 0
  const bend = (json: string) => {
    const bent = putInto(json, path, value)
    if (bent !== null) struck++
    return bent ?? json
  }
  world.network.add({
    operation,
    answer: async (request) => {
      const response = await world.reach(request)
      const { status, headers } = response
      const text = await response.text()
      if (event === undefined) return new Response(bend(text), { status, headers })
      const frames = text.split('\n\n').map((frame) => {
        const [, name, data] = /event: (\S+)\ndata: (.*)$/m.exec(frame) ?? []
        return name === event && data !== undefined ? frame.replace(data, () => bend(data)) : frame
      })
      return new Response(frames.join('\n\n'), { status, headers })
    },
  })
  return () => struck
}

/** Every error that somebody could be shown. */
const errorsOf = ({ live, pending, trouble }: ThreadState): Error[] => [
  ...(live.phase === 'failed' ? [live.error] : []),
  ...pending.flatMap((send) => ('error' in send ? [send.error] : [])),
  ...(trouble ? [trouble.error] : []),
]

/** A person sends, is asked and answers, while a hostile server answers; then it is a good one again. */
async function playHostile(
  openPage: OpenPage,
  lines: readonly Line[],
  prepare: (world: World) => () => number,
): Promise<HostileEnd> {
  const world = await createWorld({ lines, pace: 0, dialect: 'ownServer' })
  const timers = withVirtualTimers(world.clock)
  const nothing = () => {}
  const [thread_id] = world.threadIds
  try {
    await world.other.createMessage({ thread_id, role: 'user', content: 'Before' })
    const struck = prepare(world)
    const seen: Error[] = []
    const look = () => {
      const state = page.controller?.store.getState()
      if (state) seen.push(...errorsOf(state))
    }
    const page = openPage(world, 'page 1', {
      onChange: look,
      onIntent: nothing,
      onExecute: nothing,
    })
    page.enter(thread_id)
    await world.pass(300)
    page.controller?.drafts.setComposer('a draft')
    page.hands.send('Hello')
    await world.pass(3_000)
    page.hands.answer()
    await world.pass(4_000)
    look()
    world.network.mend()
    void page.controller?.sync()
    await world.pass(100_000)
    look()
    void page.controller?.sync()
    await world.pass(5_000)
    const odd = seen.find((error) => !isAssistantsError(error))
    if (odd) throw new Error('An error of no type of ours is shown', { cause: odd })
    const state = page.controller?.store.getState()
    if (state && isBusy(state.live) && state.live.phase !== 'asking' && page.clock.pending === 0) {
      throw new Error(`It is ${state.live.phase} for good.`)
    }
    const { data } = await world.other.listMessages({ thread_id, limit: 50 })
    const truth = data.toReversed().map((message) => `${message.id} ${textOf(message)}`)
    const shown = page
      .rows()
      .flatMap((row) =>
        row.kind === 'message' ? [`${row.message.id} ${textOf(row.message)}`] : [],
      )
    const isEqual = JSON.stringify(shown) === JSON.stringify(truth)
    if (!isEqual && seen.length === 0) {
      throw new Error(`It shows\n${shown.join('\n').slice(0, 400)}\nand not\n${truth.join('\n')}`)
    }
    page.leave()
    await world.pass(100)
    return { struck: struck(), end: isEqual ? 'as the server has it' : 'typed error' }
  } finally {
    world.close()
    timers.restore()
  }
}

export const sayHostile = (openPage: OpenPage, place: HostilePlace, value: string) => {
  const isAsk = place.event === undefined || !/message|run\.completed/.test(place.event)
  const lines: Line[] = isAsk ? [['get_weather'], 'One two.'] : ['One two three.']
  return playHostile(openPage, lines, (world) => arm(world, place, value))
}
