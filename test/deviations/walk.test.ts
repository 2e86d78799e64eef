import { afterEach, describe, expect, it } from 'vitest'

import type { Line } from '../run/support.js'
import { servers } from './servers.js'
import { answerAll, type BentStage, kept, makeBentStage, shown } from './support.js'

const script: readonly Line[] = [
  'Hello to you, too.',
  {
    calls: [
      ['get_weather', '{"city":"Rome"}'],
      ['approve_refund', '{"amount":5}'],
    ],
  },
  'It is done as you said.',
  'Bye then.',
]

describe('a person talks, answers what the run asks, and talks on, with a server', () => {
  let stage: BentStage
  afterEach(() => stage.close())

  it.each(servers)('%s', async (_, bent) => {
    stage = await makeBentStage({ bends: bent(), script })
    const { controller, until, heard } = stage
    const state = () => controller.store.getState()
    const isSettled = async () => {
      await until('settled')
      expect(state()).toMatchObject({ trouble: null, live: { phase: 'settled' } })
      expect(shown(stage)).toEqual(await kept(stage))
    }

    controller.send('Hello')
    await isSettled()

    controller.send('What now?')
    await until('asking')
    const { live } = state()
    expect(live.phase).toBe('asking')
    expect(live.phase === 'asking' && live.toolCalls.map((call) => call.function)).toEqual([
      { name: 'get_weather', arguments: '{"city":"Rome"}' },
      { name: 'approve_refund', arguments: '{"amount":5}' },
    ])
    const calls = live.steps.flatMap(({ step_details: details }) =>
      details.type === 'tool_calls' ? details.tool_calls : [],
    )
    for (const call of calls) {
      expect(live.phase === 'asking' && live.toolCalls).toContainEqual({
        id: call.id,
        type: 'function',
        function: call.type === 'function' && {
          name: call.function.name,
          arguments: call.function.arguments,
        },
      })
    }
    answerAll(controller, 'Yes')
    await controller.submit()
    await isSettled()

    controller.send('Bye')
    await isSettled()
    expect(shown(stage)).toHaveLength(6)
    expect(['createMessage', 'createRun', 'submitToolOutputs'].map(heard.count)).toEqual([3, 3, 1])
  })
})
