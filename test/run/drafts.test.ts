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
  return { clock, storage, visit, kept, leave: () => leave(), listeners: () => listeners }
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
    expect(listeners()).toBe(0)
    await drafts.flush()
    expect(await kept()).toEqual({ 'run_1/call_1': answer('{"ab') })
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

  it('of two tabs that answer different calls are both kept, whoever writes last', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            tab: fc.nat(1),
            call: fc.constantFrom('call_a', 'call_b', 'call_c'),
            ms: fc.nat(300),
          }),
          { maxLength: 30 },
        ),
        async (strokes) => {
          const { clock, visit, kept } = openPage()
          const tabs = [visit(), visit()]
          const expected: Record<string, object> = {}
          for (const [at, { tab, call, ms }] of strokes.entries()) {
            // Each tab has calls of its own.
            const id = `${call}_${tab}`
            tabs[tab]?.setAnswer('run_1', id, answer(`${at}`))
            expected[`run_1/${id}`] = answer(`${at}`)
            await clock.advance(ms)
          }
          await clock.advance(300)
          expect((await kept()) ?? {}).toEqual(expected)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('of another tab stay when the answers of one run are gone here', async () => {
    const { visit, kept, clock } = openPage()
    const [one, two] = [visit(), visit()]
    one.setAnswer('run_1', 'call_1', answer('1'))
    two.setAnswer('run_2', 'call_1', answer('2'))
    await clock.advance(300)
    one.dropRun('run_1')
    await clock.advance(300)
    expect(await kept()).toEqual({ 'run_2/call_1': answer('2') })
  })

  it('that are gone do not come back with what is written next in a tab that still shows them', async () => {
    const { visit, kept, clock } = openPage()
    const [one, two] = [visit(), visit()]
    one.setAnswer('run_1', 'call_1', answer('1'))
    await clock.advance(300)
    await two.load()
    one.dropRun('run_1')
    await clock.advance(300)
    two.setComposer('What next?')
    await clock.advance(300)
    expect(await kept()).toEqual({})
  })

  it('are kept though another tab holds its turn for ever', async () => {
    const { kept, clock, storage } = openPage()
    const hold = (_: string, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
    const drafts = createDrafts({
      storage,
      clock,
      key: 'thread_1',
      tabs: { hold },
      onLeave: () => () => {},
    })
    drafts.setAnswer('run_1', 'call_1', answer('1'))
    await clock.advance(300)
    expect(await kept()).toEqual({ 'run_1/call_1': answer('1') })
  })
})
