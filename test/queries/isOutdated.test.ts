import { describe, expect, it } from 'vitest'

import { isActiveStatus, isOutdated } from '../../src/queries/index.js'
import { makeMessage, makeRun, makeStep } from './support.js'

const active = ['queued', 'in_progress', 'requires_action', 'cancelling'] as const
const final = ['completed', 'failed', 'cancelled', 'expired', 'incomplete'] as const

describe('isOutdated', () => {
  it.each(final)('holds a run that is %s against every active state', (status) => {
    for (const next of active) {
      expect(isOutdated(makeRun(1, { status }), makeRun(1, { status: next }))).toBe(true)
      expect(isOutdated(makeRun(1, { status: next }), makeRun(1, { status }))).toBe(false)
    }
  })

  it('lets an active run go back and forth between working and asking', () => {
    const states = ['queued', 'in_progress', 'requires_action'] as const
    for (const a of states)
      for (const b of states)
        expect(isOutdated(makeRun(1, { status: a }), makeRun(1, { status: b }))).toBe(false)
  })

  it('never takes a cancellation back', () => {
    const cancelling = makeRun(1, { status: 'cancelling' })
    expect(isOutdated(cancelling, makeRun(1, { status: 'in_progress' }))).toBe(true)
    expect(isOutdated(cancelling, makeRun(1, { status: 'cancelled' }))).toBe(false)
    expect(isOutdated(cancelling, makeRun(1, { status: 'completed' }))).toBe(false)
  })

  it.each(['completed', 'incomplete', null, undefined] as const)(
    'holds a message of status %s against one in progress',
    (status) => {
      const { status: _, ...bare } = makeMessage(1)
      const settled = status === undefined ? bare : { ...bare, status }
      expect(isOutdated(settled, makeMessage(1, { status: 'in_progress' }))).toBe(true)
      expect(isOutdated(makeMessage(1, { status: 'in_progress' }), settled)).toBe(false)
    },
  )

  it.each(['completed', 'failed', 'cancelled', 'expired'] as const)(
    'holds a step that is %s against one in progress',
    (status) => {
      expect(isOutdated(makeStep(1, { status }), makeStep(1))).toBe(true)
      expect(isOutdated(makeStep(1), makeStep(1, { status }))).toBe(false)
    },
  )

  it('compares an object with itself only', () => {
    expect(isOutdated(makeRun(1, { status: 'completed' }), makeRun(2))).toBe(false)
    expect(isOutdated({ id: 'x', object: 'thread' }, { id: 'x', object: 'thread' })).toBe(false)
  })
})

it('counts a status that the protocol does not name as active', () => {
  expect(active.every(isActiveStatus)).toBe(true)
  expect(isActiveStatus('thinking_hard')).toBe(true)
  expect(final.some(isActiveStatus)).toBe(false)
})
