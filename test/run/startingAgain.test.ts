import { afterEach, describe, expect, it } from 'vitest'
import type { RunController } from '../../src/run/index.js'
import {
  answerAll,
  answerElsewhere,
  ask,
  askOf,
  type Asked,
  makeAsked,
  outputsOf,
} from './askSupport.js'
import type { Line } from './support.js'

/** One call in some city. */
const askAbout = (name: string, city: string): [string, string] => [name, `{"city":"${city}"}`]

const write = (controller: RunController, city: string, text: string) => {
  const { run, toolCalls } = askOf(controller)
  const call = toolCalls.find(({ function: asked }) => asked.arguments.includes(city))
  controller.drafts.setAnswer(run.id, call?.id ?? '', { text, as: 'text' })
}
/** What stands in the fields of the ask, by city. */
const written = (controller: RunController) => {
  const { run, toolCalls } = askOf(controller)
  const { answers } = controller.drafts.store.getState()
  return toolCalls.map(({ id, function: asked }) => [
    (JSON.parse(asked.arguments) as { city: string }).city,
    answers[`${run.id}/${id}`]?.text,
  ])
}
const keptTexts = (controller: RunController) =>
  controller.store.getState().kept.map(({ answer }) => answer.text)

describe('starting again with what was written', () => {
  let asked: Asked
  afterEach(() => asked.close())
  const begin = async (said: Line[], more = {}) =>
    (asked = await makeAsked(said, {}, { expiresAfter: 60, ...more }))

  it('fills in the call of the same tool, the one with the same arguments first', async () => {
    const { controller, pass } = await begin([
      { calls: [askAbout('get_weather', 'Oslo'), askAbout('get_weather', 'Rome')] },
      {
        calls: [
          askAbout('get_weather', 'Rome'),
          askAbout('get_weather', 'Bergen'),
          askAbout('approve_refund', 'Oslo'),
        ],
      },
      'Ok.',
    ])
    write(controller, 'Oslo', 'Rain')
    write(controller, 'Rome', 'Sun')
    await pass(70_000)
    expect(controller.store.getState().live.run?.status).toBe('expired')
    controller.answer()
    expect(keptTexts(controller)).toEqual(['Rain', 'Sun'])
    await pass(500)
    expect(written(controller)).toEqual([
      ['Rome', 'Sun'],
      ['Bergen', 'Rain'],
      ['Oslo', undefined],
    ])
    expect(keptTexts(controller)).toEqual([])
    controller.skipCall('call_approve_refund_2')
    await controller.submit()
    expect(outputsOf(asked)[0]?.slice(0, 2)).toEqual(['Sun', 'Rain'])
    expect(controller.drafts.store.getState().answers).toEqual({})
  })

  it.each(['before', 'after'] as const)(
    'works when the page is loaded anew %s it is pressed',
    async (when) => {
      const { controller, pass, storage, visit, network } = await begin([
        ask('get_weather'),
        ask('get_weather'),
        'Ok.',
      ])
      answerAll(controller, 'Rain')
      await pass(70_000)
      if (when === 'after') {
        network.add({ operation: 'createRun', delay: 5_000 })
        controller.answer()
      }
      controller.close()
      // What is on its way by then is lost with the page.
      await pass(0)
      network.mend()
      const after = visit({ storage })
      await after.attach()
      await pass(500)
      const { ask: open, kept } = after.store.getState()
      expect([open?.run.status, kept.length]).toEqual(
        when === 'before' ? ['expired', 0] : [undefined, 1],
      )
      after.answer()
      await pass(7_000)
      expect(written(after)).toEqual([['Oslo', 'Rain']])
      await after.submit()
      expect(outputsOf(asked)).toEqual([['Rain']])
    },
  )

  it('keeps what found no taker, until it is given up or the person goes on', async () => {
    const { controller, pass } = await begin([ask('get_weather'), 'No more questions.', 'Well.'])
    answerAll(controller, 'Rain')
    await pass(70_000)
    controller.answer()
    await pass(500)
    expect(controller.store.getState().live.run?.status).toBe('completed')
    expect(keptTexts(controller)).toEqual(['Rain'])
    controller.send('Something else')
    await pass(500)
    expect(keptTexts(controller)).toEqual([])
  })

  it('gives one up when told so, also after a reload', async () => {
    const { controller, pass, storage, visit } = await begin([
      { calls: [askAbout('get_weather', 'Oslo'), askAbout('get_weather', 'Rome')] },
      'No more questions.',
    ])
    write(controller, 'Oslo', 'Rain')
    write(controller, 'Rome', 'Sun')
    await pass(70_000)
    controller.answer()
    await pass(500)
    const [first] = controller.store.getState().kept
    controller.discardKept(first?.id ?? '')
    controller.close()
    const after = visit({ storage })
    await after.attach()
    expect(keptTexts(after)).toEqual(['Sun'])
  })

  it('does not bring back what a run was answered with by somebody else', async () => {
    const { controller, pass, storage, visit } = await begin([ask('get_weather'), 'Ok.'])
    answerAll(controller, 'Mine')
    await pass(300)
    controller.close()
    await answerElsewhere(asked, controller)
    const after = visit({ storage })
    await after.attach()
    await pass(500)
    expect(after.store.getState().ask).toBeNull()
    expect(after.drafts.store.getState().answers).toEqual({})
  })

  it('fills in what was written when another question has come in the meantime', async () => {
    const { controller, pass } = await begin(
      [
        { calls: [askAbout('get_weather', 'Oslo'), askAbout('approve_refund', 'Rome')] },
        { calls: [askAbout('get_weather', 'Bergen')] },
        'Ok.',
      ],
      { expiresAfter: 600 },
    )
    write(controller, 'Oslo', 'Rain')
    write(controller, 'Rome', 'No')
    await answerElsewhere(asked, controller)
    void controller.sync()
    await pass(2_000)
    expect(written(controller)).toEqual([['Bergen', 'Rain']])
    expect(keptTexts(controller)).toEqual(['No'])
  })
})
