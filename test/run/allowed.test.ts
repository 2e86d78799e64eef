import { afterEach, describe, expect, it } from 'vitest'
import { type CanAnswer, defineTool, isNotAllowedError } from '../../src/run/index.js'
import { answerAll, ask, type Asked, makeAsked, outputsOf } from './askSupport.js'

describe('what a person may answer', () => {
  let asked: Asked
  afterEach(() => asked.close())

  const noRefunds: CanAnswer = ({ function: { name } }) =>
    name !== 'approve_refund' || 'Only the desk may refund.'

  it('is said by the app: nothing is sent while a call is not theirs, with the reason', async () => {
    asked = await makeAsked([ask('get_weather', 'approve_refund'), 'Ok.'])
    const { controller, heard } = asked
    controller.configure({ canAnswer: noRefunds })
    answerAll(controller, 'Yes')
    await expect(controller.submit()).rejects.toSatisfy(
      (error) =>
        isNotAllowedError(error) &&
        error.reasons.get('call_approve_refund_1') === 'Only the desk may refund.',
    )
    controller.skipCall('call_approve_refund_1')
    await expect(controller.submit()).rejects.toSatisfy(isNotAllowedError)
    expect(heard.count('submitToolOutputs')).toBe(0)
    controller.configure({ canAnswer: () => true })
    controller.unskipCall('call_approve_refund_1')
    await controller.submit()
    expect(outputsOf(asked)).toEqual([['Yes', 'Yes']])
  })

  it('decides, too, whether calls run by themselves here: they are left to who may answer the rest', async () => {
    let done = 0
    const tools = { book_trip: defineTool({ execute: () => `booked ${++done}` }) }
    asked = await makeAsked([ask('book_trip', 'approve_refund'), 'Ok.'], tools, {
      settings: { canAnswer: noRefunds },
    })
    const { controller, pass } = asked
    await pass(1_000)
    expect(done).toBe(0)
    controller.configure({ canAnswer: () => true })
    controller.configure({ canAnswer: () => true })
    await pass()
    expect(done).toBe(1)
    expect(controller.store.getState().calls).toMatchObject({
      call_book_trip_0: { state: 'done', output: 'booked 1' },
    })
  })
})
