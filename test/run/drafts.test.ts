import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DraftState, memoryStorage } from '../../src/run/index.js'
import { createDrafts } from '../../src/run/drafts.js'
import { createManualClock } from '../../src/testing/index.js'

/** A page with drafts, and the storage that outlives it. */
function openPage() {
  const clock = createManualClock()
  const storage = memoryStorage()
  let leave = () => {}
  let listeners = 0
  const visit = () =>
    createDrafts({
      storage,
      clock,
      key: 'thread_1',
      onLeave: (act) => {
        leave = act
        listeners++
        return () => {
          listeners--
          leave = () => {}
        }
      },
    })
  const kept = async () => ((await storage.read('thread_1')) as DraftState | undefined)?.answers
  return { clock, visit, kept, leave: () => leave(), listeners: () => listeners }
}

const answer = (text: string) => ({ text, as: 'json' as const })

describe('drafts', () => {
  it('lose at most 300 ms of typing to a page that dies at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 0, max: 900 }),
        async (pauses, last) => {
          const { clock, visit, kept } = openPage()
          const drafts = visit()
          const typed: { at: number; text: string }[] = []
          let text = ''
          for (const ms of pauses) {
            text += 'x'
            drafts.setAnswer('run_1', 'call_1', answer(text))
            typed.push({ at: clock.now(), text })
            await clock.advance(ms)
          }
          await clock.advance(last)
          // The page dies here, without a word.
          const safe = typed.findLast(({ at }) => at <= clock.now() - 300)?.text ?? ''
          const left = (await kept())?.['run_1/call_1']?.text ?? ''
          expect(left.length).toBeGreaterThanOrEqual(safe.length)
        },
      ),
      { numRuns: 20 },
    )
  })

  it('are kept at once when the page is left, and listen no longer than they wait', async () => {
    const { visit, kept, leave, listeners } = openPage()
    const drafts = visit()
    drafts.setAnswer('run_1', 'call_1', answer('{"a'))
    drafts.setAnswer('run_1', 'call_1', answer('{"ab'))
    expect(listeners()).toBe(1)
    leave()
    expect(await kept()).toEqual({ 'run_1/call_1': answer('{"ab') })
    expect(listeners()).toBe(0)
  })

  it('come back as they were written, half-typed numbers and all', async () => {
    const { visit } = openPage()
    const before = visit()
    const written = {
      text: '{\n  "name": "Ada"\n}',
      as: 'json' as const,
      form: { typed: { '["age"]': { text: '3e', fault: 'not-a-number' } } },
    }
    before.setAnswer('run_1', 'call_1', written)
    await before.flush()
    const after = visit()
    await after.load()
    expect(after.store.getState().answers['run_1/call_1']).toEqual(written)
  })

  it('leave nothing behind once the run took them', async () => {
    const { visit, kept, clock } = openPage()
    const drafts = visit()
    drafts.setAnswer('run_1', 'call_1', answer('1'))
    await clock.advance(300)
    drafts.dropRun('run_1')
    await clock.advance(300)
    expect(await kept()).toBeUndefined()
  })
})
