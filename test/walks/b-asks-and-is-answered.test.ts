import { afterEach, expect, it } from 'vitest'
import { parseArguments } from '../../src/run/index.js'
import { kept, lines, look, makeStage, shown, type Stage } from '../run/support.js'

let stage: Stage
afterEach(() => stage.close())

it('b: the run asks twice at once, and one request carries both answers', async () => {
  stage = await makeStage({
    pace: 50,
    script: lines(
      {
        calls: [
          ['get_weather', '{"city":"Oslo"}'],
          ['approve_refund', '{"amount":12}'],
        ],
      },
      'It rains, and the money is yours.',
    ),
  })
  const { pass, heard, threadId } = stage
  await look(stage, threadId)
  const controller = stage.visit()
  await controller.attach()
  controller.send('Weather and refund, please')
  await pass(1_000)

  // 1: the stream ended with the ask.
  const { live, ask, calls } = controller.store.getState()
  if (live.phase !== 'asking') throw new Error(live.phase)
  expect(live.toolCalls.map(parseArguments)).toEqual([
    { ok: true, value: { city: 'Oslo' } },
    { ok: true, value: { amount: 12 } },
  ])
  expect(ask?.toolCalls).toEqual(live.toolCalls)
  expect(calls).toEqual({})

  // 2, 3: what the person writes is kept, raw.
  const [weather = '', refund = ''] = live.toolCalls.map(({ id }) => id)
  controller.drafts.setAnswer(live.run.id, weather, { text: '{"sky": "rain"}', as: 'json' })
  controller.drafts.setAnswer(live.run.id, refund, { text: 'yes', as: 'text' })
  heard.clear()

  // 4: one request, and the answer comes as it did before.
  const phases = new Set<string>()
  controller.store.subscribe((state) => phases.add(state.live.phase))
  const submitted = controller.submit()
  await pass(1_000)
  await submitted
  // The answers are held against their schemas before they go out.
  expect([...phases]).toEqual(['sending', 'running', 'settled'])
  expect(heard.requests).toMatchObject([
    {
      operation: 'submitToolOutputs',
      body: {
        stream: true,
        tool_outputs: [
          { tool_call_id: weather, output: '{"sky": "rain"}' },
          { tool_call_id: refund, output: 'yes' },
        ],
      },
    },
  ])
  expect(controller.store.getState()).toMatchObject({
    ask: null,
    live: { phase: 'settled', run: { id: live.run.id, status: 'completed' } },
  })
  expect(controller.drafts.store.getState().answers).toEqual({})
  expect(shown(stage, controller)).toEqual(await kept(stage, threadId))
  expect(shown(stage, controller).at(-1)).toBe('assistant: It rains, and the money is yours.')
})
