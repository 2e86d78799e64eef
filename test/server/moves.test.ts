import { describe, expect, it } from 'vitest'
import type { RunStatus, RunV2 } from '../../src/api/index.js'
import { isFinal, type Move, moveRun, moves } from '../../src/server/runs/moves.js'
import { sampleRun } from '../support/samples.js'

const run: RunV2 = { ...sampleRun, created_at: 100, expires_at: 700, started_at: 101 }

const statuses = Object.keys(moves) as RunStatus[]
const everyMove: Move[] = [
  'start',
  'ask',
  'submit',
  'complete',
  'cut',
  'fail',
  'expire',
  'cancel',
  'stop',
]

const legal: Record<string, RunStatus> = {
  'queued start': 'in_progress',
  'queued cancel': 'cancelling',
  'queued fail': 'failed',
  'queued expire': 'expired',
  'in_progress ask': 'requires_action',
  'in_progress complete': 'completed',
  'in_progress cut': 'incomplete',
  'in_progress fail': 'failed',
  'in_progress expire': 'expired',
  'in_progress cancel': 'cancelling',
  'requires_action submit': 'queued',
  'requires_action expire': 'expired',
  'requires_action cancel': 'cancelling',
  'cancelling stop': 'cancelled',
  'cancelling complete': 'completed',
  'cancelling fail': 'failed',
  'cancelling expire': 'expired',
}

/** What a run brought with it does not matter to where it may go. */
const runIn = (status: RunStatus) => ({ ...run, status }) as RunV2

describe('a run', () => {
  it.each(statuses.flatMap((status) => everyMove.map((move) => [status, move] as const)))(
    'in status %s, told to %s, moves as the protocol says or not at all',
    (status, move) => {
      expect(moveRun(runIn(status), move, 200)?.status).toBe(legal[`${status} ${move}`])
    },
  )

  it('sets the time of what happens to it', () => {
    const at = (status: RunStatus, move: Move) => moveRun(runIn(status), move, 200)
    expect(at('queued', 'start')).toMatchObject({ started_at: 200, expires_at: 700 })
    expect(at('in_progress', 'complete')).toMatchObject({ completed_at: 200, expires_at: null })
    expect(at('in_progress', 'fail')).toMatchObject({ failed_at: 200, expires_at: 700 })
    expect(at('cancelling', 'stop')).toMatchObject({ cancelled_at: 200 })
    expect(at('in_progress', 'expire')).toMatchObject({ failed_at: null, completed_at: null })
  })

  it('forgets what it asked for as soon as it moves on', () => {
    const required_action = {
      type: 'submit_tool_outputs' as const,
      submit_tool_outputs: { tool_calls: [] },
    }
    const asking = moveRun({ ...run, status: 'in_progress' }, 'ask', 200, { required_action })
    expect(asking?.required_action).toEqual(required_action)
    expect(asking && moveRun(asking, 'submit', 201)?.required_action).toBeNull()
  })

  it('is final in five statuses', () => {
    expect(statuses.filter(isFinal).toSorted()).toEqual([
      'cancelled',
      'completed',
      'expired',
      'failed',
      'incomplete',
    ])
  })
})
