import type { RunV2 } from '../../api/index.js'
import { metadataBody, submitToolOutputsBody } from '../bodies.js'
import { readPage, readPageQuery } from '../pages.js'
import { parseBody } from '../parseBody.js'
import { invalid } from '../refusals.js'
import { needRow, putRow, type RunRow } from '../rows.js'
import type { Telling } from '../runs/createEventLog.js'
import { putRun } from '../runs/keepRows.js'
import {
  type Answer,
  type Call,
  type Context,
  type Handler,
  idOf,
  json,
  pollable,
} from './handler.js'
import { attach, makeMessage } from './makeMessage.js'
import { makeRun } from './makeRun.js'
import { makeThread } from './threads.js'

const answer = (
  { edition }: Call,
  stream: boolean | null | undefined,
  { run, telling }: { run: RunV2; telling: Telling },
): Answer => (stream ? { type: 'events', telling } : pollable(edition.run(run)))

/** Reads the run that the path names, expired by now if its time has passed. */
async function needRun(call: Call, { store, runs }: Context) {
  const threadId = idOf(call, 'thread_id')
  await needRow(store, 'thread', threadId)
  await runs.catchUp(threadId)
  return needRow(store, 'run', idOf(call, 'run_id'), threadId)
}

export const createRun: Handler = async (call, context) => {
  const { store, lock, runs } = context
  const threadId = idOf(call, 'thread_id')
  await runs.catchUp(threadId)
  return lock(threadId, async () => {
    const thread = await needRow(store, 'thread', threadId)
    const body = parseBody(call.edition.bodies.createRun, call.json())
    const active = await runs.activeRun(threadId)
    if (active) {
      throw invalid(`Thread ${threadId} already has an active run ${active.run.id}.`)
    }
    const assistant = await needRow(store, 'assistant', body.assistant_id)
    const messages = (body.additional_messages ?? []).map((input) =>
      makeMessage(context, threadId, input),
    )
    const row = makeRun(context, thread, assistant, body)
    await store.batch([
      ...messages.map((message) => putRow('message', message.id, threadId, message)),
      putRow('thread', threadId, '', attach(thread, messages)),
      putRun(row),
    ])
    return answer(call, body.stream, { run: row.run, telling: runs.begin(row.run) })
  })
}

export const createThreadAndRun: Handler = async (call, context) => {
  const { store, lock, runs } = context
  const body = parseBody(call.edition.bodies.createThreadAndRun, call.json())
  const assistant = await needRow(store, 'assistant', body.assistant_id)
  const { thread, writes } = makeThread(context, body.thread ?? {})
  return lock(thread.id, async () => {
    const row = makeRun(context, thread, assistant, body)
    await store.batch([...writes, putRun(row)])
    const telling = runs.begin(row.run, { event: 'thread.created', data: thread })
    return answer(call, body.stream, { run: row.run, telling })
  })
}

export const listRuns: Handler = async (call, { store, runs }) => {
  const threadId = idOf(call, 'thread_id')
  await needRow(store, 'thread', threadId)
  await runs.catchUp(threadId)
  return json(
    await readPage(store, 'run', threadId, readPageQuery(call.query), ({ run }) =>
      call.edition.run(run),
    ),
  )
}

export const getRun: Handler = async (call, context) =>
  pollable(call.edition.run((await needRun(call, context)).run))

/** Does `work` on the run that the path names, with the thread's lock held. */
const withRun = async (
  call: Call,
  context: Context,
  work: (row: RunRow) => Promise<Answer>,
): Promise<Answer> => {
  const { run } = await needRun(call, context)
  return context.lock(run.thread_id, async () =>
    work(await needRow(context.store, 'run', run.id, run.thread_id)),
  )
}

export const modifyRun: Handler = (call, context) =>
  withRun(call, context, async (row) => {
    const { metadata } = parseBody(metadataBody, call.json())
    const run = metadata === undefined ? row.run : { ...row.run, metadata: metadata ?? {} }
    await context.store.batch([putRun({ ...row, run })])
    return pollable(call.edition.run(run))
  })

export const cancelRun: Handler = (call, context) =>
  withRun(call, context, async (row) => {
    const { status } = call.edition.run(row.run)
    return pollable(call.edition.run(await context.runs.cancel(row, status)))
  })

export const submitToolOutputs: Handler = (call, context) =>
  withRun(call, context, async (row) => {
    const body = parseBody(submitToolOutputsBody, call.json())
    const { status } = call.edition.run(row.run)
    return answer(call, body.stream, await context.runs.submit(row, body.tool_outputs, status))
  })

/** Takes a stream up again where a reader has left it, or joins one that others began. */
export const resumeRun: Handler = async (call, context) => {
  const { run } = await needRun(call, context)
  return { type: 'events', telling: await context.runs.tell(run, call.lastEventId) }
}

export const listRunSteps: Handler = async (call, context) => {
  const { run } = await needRun(call, context)
  return json(
    await readPage(context.store, 'step', run.id, readPageQuery(call.query), (row) =>
      call.edition.step(row),
    ),
  )
}

export const getRunStep: Handler = async (call, context) => {
  const { run } = await needRun(call, context)
  return json(
    call.edition.step(await needRow(context.store, 'step', idOf(call, 'step_id'), run.id)),
  )
}
