import { expect } from 'vitest'
import type { ApiVersion } from '../../src/api/index.js'
import type { Answered, FrailServer, Listed } from './frailServer.js'
import type { Protocol, Run, Thread } from './protocolModel.js'

/** What everybody draws who does something: to which thread, and as a client of which edition. */
export interface Who {
  thread: number
  edition: ApiVersion
}

/** The first edition has no word for a run that was cut short. */
export const shown = (status: string, edition: ApiVersion) =>
  edition === 'v1' && status === 'incomplete' ? 'completed' : status

export const accepted = (answer: Answered | undefined, status?: string) => {
  expect([answer?.status, answer?.body.error]).toEqual([200, undefined])
  // A stream says it in its events.
  if (status !== undefined && answer?.body.id !== undefined) expect(answer.body.status).toBe(status)
}

export const refused = (answer: Answered | undefined, status: number, words: string | RegExp) => {
  expect(answer?.status).toBe(status)
  const said = answer?.body.error?.message
  if (typeof words === 'string') expect(said).toBe(words)
  else expect(said).toMatch(words)
}

export interface Place {
  thread: Thread
  id: string
  run: Run | undefined
  path: string
}

/** Where a drawn thread, and its last run, are in the model and on the server. */
export function find(model: Protocol, real: FrailServer, { thread: drawn }: Who): Place {
  const at = drawn % model.threads.length
  const thread = model.threads[at]
  const id = real.threads[at]
  if (!thread || id === undefined) throw new Error('A sequence begins with a thread.')
  return { thread, id, run: thread.runs.at(-1), path: `/threads/${id}` }
}

const rowsAt = async (real: FrailServer, { edition }: Who, path: string): Promise<Listed[]> => {
  const { status, body } = await real.ask(edition, 'GET', `${path}?order=asc&limit=100`)
  expect(status).toBe(200)
  return body.data ?? []
}

/** When the clock of every sequence begins, in seconds. */
const epoch = Date.UTC(2026, 0, 1) / 1000

/** The runs are as the model has them. */
export async function compareRuns(
  model: Protocol,
  real: FrailServer,
  drawn: Who,
): Promise<Listed[]> {
  const { thread, id, path } = find(model, real, drawn)
  if (thread.gone) {
    const answer = await real.ask(drawn.edition, 'GET', `${path}/runs`)
    refused(answer, 404, `No thread found with id '${id}'.`)
    return []
  }
  const rows = await rowsAt(real, drawn, `${path}/runs`)
  const seen = rows.map(({ status, metadata, required_action, expires_at }) => ({
    status,
    expiresAt: expires_at === null ? null : expires_at - epoch,
    metadata: metadata.k ?? '',
    calls: required_action?.submit_tool_outputs.tool_calls.map((call) => call.id) ?? [],
  }))
  const wanted = thread.runs.map(({ status, metadata, calls, expiresAt }) => ({
    status: shown(status, drawn.edition),
    expiresAt: shown(status, drawn.edition) === 'completed' ? null : expiresAt,
    metadata,
    calls,
  }))
  expect(seen).toEqual(wanted)
  return rows
}

/** Runs, messages and the last run's steps are as the model has them. */
export async function compareAll(model: Protocol, real: FrailServer, drawn: Who): Promise<void> {
  const { thread, path, run } = find(model, real, drawn)
  const runs = await compareRuns(model, real, drawn)
  if (thread.gone) return
  const messages = thread.messages.filter(({ deleted }) => !deleted)
  const rows = await rowsAt(real, drawn, `${path}/messages`)
  expect(
    rows.map(({ role, status, incomplete_details }) => [role, status, incomplete_details?.reason]),
  ).toEqual(messages.map(({ role, status, reason }) => [role, status, reason ?? undefined]))
  for (const [at, { text, status }] of messages.entries()) {
    // What is still being written is kept now and then only.
    if (text !== null && status !== 'in_progress')
      expect(rows[at]?.content.map((part) => part.text.value).join('')).toBe(text)
  }
  if (!run) return
  const steps = await rowsAt(real, drawn, `${path}/runs/${runs.at(-1)?.id}/steps`)
  expect(steps.map(({ type, status }) => ({ type, status }))).toEqual(run.steps)
}
