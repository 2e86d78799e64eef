import { dehydrate } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'

import { eventNames, type RunEvent, type RunEventName } from '../../src/api/index.js'
import { effects, putEvent, readsTouchedBy } from '../../src/queries/index.js'
import { createThreadCore } from '../../src/run/threadCore.js'
import { makeMessage, makePage, makeRun, makeStep } from './support.js'
import { keyOf, makeWorld } from './world.js'

const names = [...eventNames] as RunEventName[]

/** One of each. */
function sample(event: RunEventName): RunEvent {
  const { kind } = effects[event]
  const status = event.split('.').at(-1) ?? ''
  const known = ['created', 'delta'].includes(status) ? 'in_progress' : status
  const more = { status: known as 'in_progress', metadata: { by: 'event' } }
  const data = {
    thread: { id: 't1', object: 'thread', created_at: 1, metadata: {} },
    'thread.run': makeRun(1, more),
    'thread.run.step': makeStep(1, more),
    'thread.message': makeMessage(1, more),
  }[kind]
  // A delta is told by its name alone here: neither door reads it.
  return { event, data } as RunEvent
}

describe('the graph of who touches what', () => {
  it.each(names)('has the live run put the same for %s', (event) => {
    const held = (put: (world: ReturnType<typeof makeWorld>) => void) => {
      const world = makeWorld('v2')
      for (const operation of ['listMessages', 'listRuns', 'listRunSteps'] as const) {
        const read = { operation, params: { thread_id: 't1', run_id: 'run_1' } }
        const params = operation === 'listRunSteps' ? read.params : { thread_id: 't1' }
        world.cache.setQueryData(
          keyOf(world.client, { operation, params }),
          { pages: [makePage([])], pageParams: [null] },
          { updatedAt: 1 },
        )
      }
      put(world)
      return dehydrate(world.cache).queries.map(({ queryKey, state: { data } }) => ({
        queryKey,
        data,
      }))
    }
    const byRun = held(({ cache, client, clock }) => {
      const core = createThreadCore({
        client,
        cache,
        clock,
        schedule: () => () => {},
        threadId: 't1',
      })
      core.take(sample(event))
      core.flush()
    })
    const byGraph = held(({ cache, client }) => putEvent(cache, client, sample(event)))
    expect(byRun).toEqual(byGraph)
    expect(byGraph.length > 3 || effects[event].act === 'waits').toBe(true)
  })

  it('names the reads that each may change', () => {
    expect(readsTouchedBy('cancelRun')).toEqual(['listRuns', 'getRun'])
    expect(readsTouchedBy('thread.message.completed')).toEqual(['listMessages', 'getMessage'])
    expect(readsTouchedBy('thread.message.delta')).toEqual([])
    expect(readsTouchedBy('deleteFile')).toEqual(['listFiles', 'getFile', 'getFileContent'])
    expect(readsTouchedBy('createAssistantFile')).toEqual([
      'listAssistants',
      'getAssistant',
      'listAssistantFiles',
      'getAssistantFile',
    ])
    expect(
      readsTouchedBy('deleteThread').every((read) => !/Assistant|^\w+Files?$/.test(read)),
    ).toBe(false)
  })

  it('tells why, wherever a write has to be followed by a look', () => {
    const asking = Object.entries(effects).filter(([, effect]) => 'untold' in effect)
    expect(asking.map(([name]) => name)).toEqual([
      'modifyAssistant',
      'createMessage',
      'createRun',
      'submitToolOutputs',
    ])
  })
})
