import { describe, expect, it } from 'vitest'
import {
  begin,
  call,
  callsOf,
  collect,
  facts,
  finish,
  names,
  reason,
  second,
  serverFor,
  text,
  turns,
  twoCalls,
} from './serverFor.js'

describe('submitting outputs', () => {
  const asking = async () => {
    const kit = serverFor({
      model: turns(
        [...twoCalls.slice(0, -1), { type: 'usage', promptTokens: 5, completionTokens: 2 }, finish],
        [text('Done'), { type: 'usage', promptTokens: 7, completionTokens: 1 }, finish],
      ).model,
    })
    const { thread_id, run_id } = await kit.setUpAsking()
    const submit = (...ids: string[]) =>
      kit.ask('POST', `/threads/${thread_id}/runs/${run_id}/submit_tool_outputs`, {
        body: { tool_outputs: ids.map((tool_call_id) => ({ tool_call_id, output: tool_call_id })) },
      })
    return { ...kit, thread_id, run_id, submit }
  }

  it('resumes the run, with the old deadline and a new start', async () => {
    const { client, clock, thread_id, run_id, submit } = await asking()
    const waiting = await client.getRun({ thread_id, run_id })
    expect(callsOf(waiting).map(({ id }) => id)).toEqual(['call_a', 'call_b'])
    await clock.advance(60 * second)
    const answer = await submit('call_b', 'call_a')
    expect(answer.body).toMatchObject({
      status: 'queued',
      required_action: null,
      expires_at: begin + 600,
    })
    await clock.settle()
    expect(await client.getRun({ thread_id, run_id })).toMatchObject({
      status: 'completed',
      started_at: begin + 60,
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    })
    const { data } = await client.listRunSteps({ thread_id, run_id, order: 'asc' })
    expect(data.map(({ type, status, usage }) => [type, status, usage?.total_tokens])).toEqual([
      ['tool_calls', 'completed', 7],
      ['message_creation', 'completed', 8],
    ])
    expect(data[0]?.step_details).toMatchObject({
      tool_calls: [{ function: { output: 'call_a' } }, { function: { output: 'call_b' } }],
    })
    const [step] = data
    expect(await client.getRunStep({ thread_id, run_id, step_id: step?.id ?? '' })).toEqual(step)
  })

  it.each([
    [['call_a'], "['call_a']"],
    [[], '[]'],
    [['call_a', 'call_b', 'call_c'], "['call_a', 'call_b', 'call_c']"],
    [['call_a', 'call_c'], "['call_a', 'call_c']"],
    [['call_a', 'call_a'], "['call_a', 'call_a']"],
  ])('refuses %j, and goes on waiting', async (ids, listed) => {
    const { client, thread_id, run_id, submit } = await asking()
    const answer = await submit(...ids)
    expect(answer.status).toBe(400)
    expect(reason(answer)).toBe(
      `Expected tool outputs for call_ids ['call_a', 'call_b'], got ${listed}`,
    )
    expect((await client.getRun({ thread_id, run_id })).status).toBe('requires_action')
  })

  it('needs the id of each call, and takes silence for an empty output', async () => {
    const { client, ask, clock, thread_id, run_id } = await asking()
    const path = `/threads/${thread_id}/runs/${run_id}/submit_tool_outputs`
    const nameless = await ask('POST', path, { body: { tool_outputs: [{ output: '1' }] } })
    expect(facts(nameless)).toMatchObject({
      code: 'missing_required_parameter',
      param: 'tool_outputs[0].tool_call_id',
    })
    const silent = [{ tool_call_id: 'call_a' }, { tool_call_id: 'call_b' }]
    expect((await ask('POST', path, { body: { tool_outputs: silent } })).status).toBe(200)
    await clock.settle()
    const { data } = await client.listRunSteps({ thread_id, run_id, order: 'asc', limit: 1 })
    expect(data[0]?.step_details).toMatchObject({
      tool_calls: [{ function: { output: '' } }, { function: { output: '' } }],
    })
  })

  it('takes them once', async () => {
    const { clock, submit } = await asking()
    const [first, second_] = await Promise.all([
      submit('call_a', 'call_b'),
      submit('call_a', 'call_b'),
    ])
    expect(first.status).toBe(200)
    expect(reason(second_)).toBe('Runs in status "queued" do not accept tool outputs.')
    await clock.settle()
    expect(reason(await submit('call_a', 'call_b'))).toBe(
      'Runs in status "completed" do not accept tool outputs.',
    )
  })

  it('says what the model said after its calls once they are answered', async () => {
    const { model, heard } = turns(
      [text('Before'), ...call('call_a', 'get', '{}'), text('Af'), text('ter'), finish],
      [text('Done'), finish],
    )
    const { client, clock, setUpAsking } = serverFor({ model })
    const { thread_id, run_id } = await setUpAsking()
    const tool_outputs = [{ tool_call_id: 'call_a', output: '1' }]
    const events = await collect(
      client.stream.submitToolOutputs({ thread_id, run_id, tool_outputs }),
    )
    await clock.settle()
    expect(names(events).filter((name) => name.endsWith('.completed'))).toEqual([
      'thread.run.step.completed',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ])
    const { data } = await client.listMessages({ thread_id, run_id, order: 'asc' })
    expect(
      data.map(({ content: [part] }) => (part?.type === 'text' ? part.text.value : '')),
    ).toEqual(['Before', 'After', 'Done'])
    expect(heard[1]?.messages.map(({ type }) => type)).toEqual([
      'message',
      'message',
      'tool-calls',
      'tool-output',
      'message',
    ])
  })

  it('gives a call a new id when the model uses one again in a later turn', async () => {
    const { model } = turns(
      [...call('call_1', 'get', '{}'), finish],
      [...call('call_1', 'get', '{}'), finish],
    )
    const { client, clock, setUpAsking } = serverFor({ model })
    const { thread_id, run_id } = await setUpAsking()
    const tool_outputs = [{ tool_call_id: 'call_1', output: '' }]
    await client.submitToolOutputs({ thread_id, run_id, tool_outputs })
    await clock.settle()
    const [again] = callsOf(await client.getRun({ thread_id, run_id }))
    expect(again?.id).toMatch(/^call_/)
    expect(again?.id).not.toBe('call_1')
  })
})
