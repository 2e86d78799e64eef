import { describe, expect, it } from 'vitest'
import type { Message, Run, RunStep } from '../../src/api/index.js'
import { english } from '../../src/components/labels/index.js'
import { explainRun, isFinal, type RunCause } from '../../src/run/index.js'
import { sampleRun } from '../support/samples.js'

/** As a server may send it, codes and statuses of its own included. */
const run = (members: object): Run => Object.assign({}, sampleRun, members)
const failed = (code: string, message = '') =>
  run({ status: 'failed', last_error: { code, message } })
const cut = (reason?: string) => run({ status: 'incomplete', incomplete_details: { reason } })
const witness = (members: object) => [members] as (Message & RunStep)[]

describe('a run is explained', () => {
  const table: [what: string, run: Run, cause: RunCause, again: string, next: string][] = [
    ['waits its turn', run({ status: 'queued' }), 'queued', 'needless', 'wait'],
    ['is at work', run({ status: 'in_progress' }), 'in_progress', 'needless', 'wait'],
    ['asks', run({ status: 'requires_action' }), 'requires_action', 'needless', 'answer'],
    ['is being stopped', run({ status: 'cancelling' }), 'cancelling', 'needless', 'wait'],
    ['does what nobody knows', run({ status: 'dreaming' }), 'unrecognised', 'needless', 'wait'],
    ['is done', run({ status: 'completed' }), 'completed', 'needless', 'none'],
    ['was stopped', run({ status: 'cancelled' }), 'cancelled', 'helps', 'retry'],
    ['expired', run({ status: 'expired' }), 'expired', 'helps', 'retry'],
    ['broke', failed('server_error'), 'server_error', 'helps', 'retry'],
    [
      'was too many',
      failed('rate_limit_exceeded'),
      'rate_limit_exceeded',
      'helps-later',
      'retry-later',
    ],
    ['was refused by the model', failed('invalid_prompt'), 'invalid_prompt', 'vain', 'change'],
    ['failed in a new way', failed('tokens_on_strike'), 'failed', 'helps', 'retry'],
    ['failed without a word', run({ status: 'failed' }), 'failed', 'helps', 'retry'],
    [
      'is out of credit',
      failed('insufficient_quota'),
      'insufficient_quota',
      'vain',
      'ask-operator',
    ],
    [
      'is out of credit and calls it a rate',
      failed('rate_limit_exceeded', 'You exceeded your current quota, check your billing details.'),
      'insufficient_quota',
      'vain',
      'ask-operator',
    ],
    [
      'ran into its limit',
      cut('max_completion_tokens'),
      'max_completion_tokens',
      'vain',
      'continue',
    ],
    ['had too much to read', cut('max_prompt_tokens'), 'max_prompt_tokens', 'vain', 'start-over'],
    ['was filtered', cut('content_filter'), 'content_filter', 'vain', 'change'],
    ['was cut short in a new way', cut('bored'), 'incomplete', 'helps', 'retry'],
    ['was cut short without a word', cut(), 'incomplete', 'helps', 'retry'],
    [
      'was cut short in the first edition, which calls that complete',
      run({ status: 'completed', incomplete_details: { reason: 'max_completion_tokens' } }),
      'max_completion_tokens',
      'vain',
      'continue',
    ],
  ]
  it.each(table)('that %s', (_, told, cause, again, next) => {
    expect(explainRun(told)).toMatchObject({ cause, again, next })
  })

  it('by the message that a filter withheld, where the run itself does not say', () => {
    const messages = witness({ incomplete_details: { reason: 'content_filter' } })
    expect(explainRun(cut(), { messages }).cause).toBe('content_filter')
  })

  it('by the question that nobody answered', () => {
    const steps = witness({ type: 'tool_calls', status: 'expired' })
    expect(explainRun(run({ status: 'expired' }), { steps }).cause).toBe('unanswered')
  })

  it("with the server's own code and words", () => {
    expect(explainRun(failed('tokens_on_strike', 'They want more.'))).toMatchObject({
      code: 'tokens_on_strike',
      said: 'They want more.',
    })
    expect(explainRun(cut('bored'))).toMatchObject({ code: 'bored', said: null })
    expect(explainRun(run({ status: 'completed' }))).toMatchObject({ code: null, said: null })
  })

  it('also when its status or its code is the name of something else', () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(explainRun(run({ status: name })).cause).toBe('unrecognised')
      expect(explainRun(failed(name)).cause).toBe('failed')
      expect(explainRun(cut(name)).cause).toBe('incomplete')
    }
  })

  it('in words, wherever it ended otherwise than well', () => {
    const ends = table.filter(([, told, cause]) => isFinal(told) && cause !== 'completed')
    const words: Readonly<Record<string, string>> = english.run.causes
    for (const [, , cause] of ends) expect(words[cause]).toMatch(/\.$/)
    expect(new Set(Object.keys(words))).toEqual(
      new Set([...ends.map(([, , cause]) => cause), 'unanswered']),
    )
  })
})
