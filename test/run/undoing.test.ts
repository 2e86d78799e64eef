import { afterEach, describe, expect, it } from 'vitest'
import { defineTool, isMissingOutputsError } from '../../src/run/index.js'
import { answerAll, ask, type Asked, makeAsked, outputsOf } from './askSupport.js'

describe('answers that can be undone', () => {
  let asked: Asked
  afterEach(() => asked.close())
  const begin = async (more = {}) => {
    asked = await makeAsked(
      [ask('approve_refund', 'get_weather'), 'Ok.'],
      { approve_refund: defineTool({ undoWindow: 8_000 }) },
      more,
    )
    answerAll(asked.controller, 'Yes')
    return asked
  }
  const held = () => asked.controller.store.getState().heldUntil

  it('are held for as long as the tool says, and sent once then', async () => {
    const { controller, pass, heard, clock } = await begin()
    const submitted = controller.submit()
    void controller.submit()
    await pass()
    expect(held()).toBe(clock.now() + 8_000)
    await pass(7_000)
    expect(heard.count('submitToolOutputs')).toBe(0)
    await pass(2_000)
    await submitted
    expect(outputsOf(asked)).toEqual([['Yes', 'Yes']])
    expect(controller.store.getState()).toMatchObject({
      heldUntil: null,
      live: { phase: 'settled' },
    })
  })

  it('are with the person again when they undo, and can be changed and sent', async () => {
    const { controller, pass, heard } = await begin()
    const submitted = controller.submit()
    await pass(3_000)
    controller.undo()
    await submitted
    await pass(20_000)
    expect(heard.count('submitToolOutputs')).toBe(0)
    expect(held()).toBeNull()
    answerAll(controller, 'No')
    void controller.submit()
    await pass(10_000)
    expect(outputsOf(asked)).toEqual([['No', 'No']])
  })

  it('stay unsent, and stay, when the page is left meanwhile', async () => {
    const { controller, pass, heard, storage, visit } = await begin()
    void controller.submit()
    await pass(3_000)
    controller.close()
    await pass(20_000)
    expect(heard.count('submitToolOutputs')).toBe(0)
    const after = visit({ storage })
    await after.attach()
    const texts = Object.values(after.drafts.store.getState().answers).map(({ text }) => text)
    expect(texts).toEqual(['Yes', 'Yes'])
  })

  it('are not held while one is missing, nor when the risky one is left unanswered', async () => {
    const { controller, pass } = await begin()
    answerAll(controller, '')
    await expect(controller.submit()).rejects.toSatisfy(isMissingOutputsError)
    expect(held()).toBeNull()
    answerAll(controller, 'Rain')
    controller.skipCall('call_approve_refund_0')
    await controller.submit()
    await pass()
    expect(outputsOf(asked)).toHaveLength(1)
  })

  it('are not held so long that they would come too late', async () => {
    const { controller, pass, heard } = await begin({ expiresAfter: 20 })
    await pass(9_000)
    void controller.submit()
    await pass(6_000)
    expect(heard.count('submitToolOutputs')).toBe(1)
    expect(controller.store.getState().live.run?.status).toBe('completed')
  })

  it('are let go when the run is stopped or answered by somebody else', async () => {
    const { controller, pass, heard } = await begin()
    void controller.submit()
    await pass(1_000)
    void controller.stop()
    await pass(20_000)
    expect(held()).toBeNull()
    expect(heard.count('submitToolOutputs')).toBe(0)
    expect(controller.store.getState().live.run?.status).toBe('cancelled')
  })
})
