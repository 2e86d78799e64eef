import { afterEach, describe, expect, it } from 'vitest'

import { dialects, isApiError, isUnsupportedError } from '../../src/api/index.js'
import type { RunController } from '../../src/run/index.js'
import type { Model } from '../../src/server/index.js'
import { type Bend, bends } from '../../src/testing/index.js'
import { answerAll, type BentStage, kept, makeBentStage, shown } from './support.js'

let stage: BentStage
afterEach(() => stage.close())

const state = ({ controller }: BentStage) => controller.store.getState()
const script = ['One two three four five six seven eight.', 'Bye.']
const ask = {
  calls: [
    ['get_weather', '{"city":"Rome"}'],
    ['approve_refund', '{"amount":5}'],
  ],
} as const

describe('stop', () => {
  it('shows what the server kept when cancelling takes no time and words come late', async () => {
    const bent = [bends.cancelsAtOnce(), bends.lateDeltas()]
    stage = await makeBentStage({ bends: bent, script, pace: 100 })
    stage.controller.send('Count!')
    await stage.pass(500)
    await stage.controller.stop()
    expect(state(stage).live).toMatchObject({ phase: 'settled', run: { status: 'cancelled' } })
    const [, heard] = shown(stage)
    await stage.pass(2_000)
    expect(shown(stage)).toEqual(await kept(stage))
    expect(shown(stage)[1]).toBe(heard)
    expect(state(stage).live).toMatchObject({ phase: 'settled', run: { status: 'cancelled' } })
  })

  it.each([404, 405, 501])(
    'says that a server which answers %i cannot, and hears the run to its end',
    async (status) => {
      stage = await makeBentStage({
        bends: [bends.lacksRoutes(status, 'cancelRun')],
        script,
        pace: 100,
      })
      stage.controller.send('Count!')
      await stage.pass(500)
      await stage.controller.stop()
      expect(state(stage)).toMatchObject({
        trouble: { act: 'stop', error: { name: 'ApiError', status } },
        live: { phase: 'running', stopping: false },
      })
      // From now on there is no button for it.
      expect(stage.client.isSupported('cancelRun')).toBe(false)
      await stage.until('settled')
      expect(shown(stage)).toEqual(await kept(stage))
      expect(shown(stage)[1]).toBe(`assistant: ${script[0]}`)
    },
  )

  it('sends nothing where the dialect has no such operation, and names what to do', async () => {
    stage = await makeBentStage({ script, pace: 100, client: { dialect: dialects.modelStudio } })
    stage.controller.send('Count!')
    await stage.pass(500)
    await stage.controller.stop()
    const { trouble } = state(stage)
    expect(isUnsupportedError(trouble?.error) && trouble.error.instead).toContain('wait')
    expect(stage.heard.count('cancelRun')).toBe(0)
    await stage.until('settled')
    expect(shown(stage)).toEqual(await kept(stage))
  })
})

describe('a run that fails', () => {
  it.each<[string, Bend[]]>([
    ['under a status that goes on, with a code of its own', [bends.failedInProgress()]],
    ['without a status at all', [bends.setMembers('thread.run', { status: undefined })]],
  ])('has failed, %s', async (_, bent) => {
    stage = await makeBentStage({
      bends: bent,
      model: async function* () {
        yield { type: 'text', text: 'Well, ' }
        throw new Error('No more.')
      },
    })
    stage.controller.send('Hello')
    await stage.until('settled')
    expect(state(stage).live).toMatchObject({ phase: 'settled', run: { status: 'failed' } })
    expect(shown(stage)).toEqual(await kept(stage))
  })

  it('because the connection breaks in place of an error, is caught up with', async () => {
    stage = await makeBentStage({
      bends: [bends.dropEvents('run.failed', 'message.incomplete'), bends.withoutDone()],
      model: async function* () {
        yield { type: 'text', text: 'Well, ' }
        throw new Error('No more.')
      },
    })
    stage.controller.send('Hello')
    await stage.until('settled')
    expect(state(stage).live).toMatchObject({ phase: 'settled', run: { status: 'failed' } })
    expect(shown(stage)).toEqual(await kept(stage))
  })
})

describe('outputs', () => {
  it('that a server knows nothing of stay with the person, who can hand them in again', async () => {
    let isOdd = true
    const oddOnce: Bend = (fetch) => (request) => {
      if (!isOdd || !request.url.endsWith('submit_tool_outputs')) return fetch(request)
      isOdd = false
      const error = { message: 'Invalid tool call', type: null, param: null, code: 'server_error' }
      return Promise.resolve(Response.json({ error }, { status: 500 }))
    }
    stage = await makeBentStage({ bends: [oddOnce], model: asking() })
    const { controller } = stage
    controller.send('Hello')
    await stage.until('asking')
    answerAll(controller, 'Yes')
    await controller.submit()
    const { trouble } = state(stage)
    expect(isApiError(trouble?.error) && trouble.error.reason).toBe('Invalid tool call')
    expect(state(stage).live.phase).toBe('asking')
    await controller.submit()
    await stage.until('settled')
    expect(shown(stage)).toEqual(await kept(stage))
  })

  it('that somebody else hands in for one call leave the others to be asked for', async () => {
    stage = await makeBentStage({ bends: [bends.partialSubmits()], model: asking() })
    const { controller, client } = stage
    controller.send('Hello')
    await stage.until('asking')
    const before = askedOf(controller)
    expect(before).toHaveLength(2)
    const { run } = state(stage).live
    await client.submitToolOutputs({
      thread_id: stage.threadId,
      run_id: run?.id ?? '',
      tool_outputs: [{ tool_call_id: before[0] ?? '', output: 'Sunny' }],
    })
    await controller.sync()
    expect(askedOf(controller)).toEqual(before.slice(1))
    answerAll(controller, 'Yes')
    await controller.submit()
    await stage.until('settled')
    expect(shown(stage)).toEqual(await kept(stage))
  })
})

describe('outputs of which a server takes only the first', () => {
  it('are asked for once more, and the answer is where it was', async () => {
    const takesFirst: Bend = (fetch) => async (request) => {
      if (!request.url.endsWith('submit_tool_outputs')) return fetch(request)
      const body = (await request.json()) as { tool_outputs: unknown[] }
      const { url, method, headers } = request
      const first = JSON.stringify({ ...body, tool_outputs: body.tool_outputs.slice(0, 1) })
      return fetch(new Request(url, { method, headers, body: first }))
    }
    stage = await makeBentStage({ bends: [bends.partialSubmits(), takesFirst], model: asking() })
    const { controller } = stage
    controller.send('Hello')
    await stage.until('asking')
    const before = askedOf(controller)
    answerAll(controller, 'Yes')
    await controller.submit()
    expect(askedOf(controller)).toEqual(before.slice(1))
    await controller.submit()
    await stage.until('settled')
    expect(shown(stage)).toEqual(await kept(stage))
    expect(controller.drafts.store.getState().answers).toEqual({})
  })
})

describe('two runs on one thread, where nothing forbids it', () => {
  it('are both there in the end', async () => {
    stage = await makeBentStage({ bends: [bends.withoutLock()], script, pace: 100 })
    const { controller, client, threadId, assistantId } = stage
    await client.createRun({ thread_id: threadId, assistant_id: assistantId })
    controller.send('Me too')
    await stage.pass(5_000)
    await stage.until('settled')
    await controller.sync()
    expect(shown(stage)).toEqual(await kept(stage))
    expect(shown(stage)).toHaveLength(3)
  })
})

const askedOf = (controller: RunController): string[] => {
  const { live } = controller.store.getState()
  return live.phase === 'asking' ? live.toolCalls.map(({ id }) => id) : []
}

/** A model that asks once, and then says that it is done. */
function asking(): Model {
  return async function* ({ messages }) {
    if (messages.some(({ type }) => type === 'tool-output')) {
      yield { type: 'text', text: 'Done.' }
      return
    }
    for (const [name, text] of ask.calls) {
      yield { type: 'tool-call', id: `call_${name}_1`, name }
      yield { type: 'tool-arguments', id: `call_${name}_1`, arguments: text }
    }
  }
}
