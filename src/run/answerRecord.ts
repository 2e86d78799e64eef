import type { Metadata, Run, ToolCall, ToolOutput } from '../api/index.js'
import { isSameJson } from '../schema/index.js'
import type { CallStates } from './callKeeper.js'
import type { ControllerContext } from './controllerContext.js'
import { isObject } from './isObject.js'
import type { LiveRun } from './liveRun.js'
import { parseArguments } from './parseArguments.js'
import { outputOf, toolOf, type ToolSet } from './tools.js'
import { ownOf } from './ownOf.js'
import { parseJson } from './parseJson.js'

/** How a person answered one call. */
export interface CallRecord {
  /**
   * What became of what the assistant proposed: approved as it was, approved with other arguments, or rejected; what
   * proposes nothing is `answered`, and what was left unanswered `skipped`.
   */
  how: 'proposed' | 'edited' | 'rejected' | 'answered' | 'skipped'
  /** Where: the app's own UI, a form drawn from a schema, or a text field. */
  form: 'own' | 'form' | 'text'
}

/** Who answered an ask, when, and how. */
export interface AnswerRecord {
  /** The `person` of the settings there. */
  by: string
  /** Seconds since 1970, by the server's time. */
  at: number
  /** By call id. Some are missing where there were too many to keep. */
  calls: Readonly<Record<string, CallRecord>>
}

/** What servers keep with a run. */
const mostPairs = 16
const longestValue = 512
const longestName = 64

const keyPattern = /^answered_(\d+)$/

function howAnswered(call: ToolCall, output: string): CallRecord['how'] {
  const value = parseJson(output)
  if (!isObject(value)) return 'answered'
  if (value['decision'] === 'reject') return 'rejected'
  if (value['decision'] !== 'approve') return 'answered'
  const asked = parseArguments(call)
  const isSame =
    value['arguments'] === undefined || (asked.ok && isSameJson(value['arguments'], asked.value))
  return isSame ? 'proposed' : 'edited'
}

function recordCall(call: ToolCall, output: string, tools: ToolSet): CallRecord {
  const tool = toolOf(tools, call)
  const form = tool && 'render' in tool ? 'own' : outputOf(tool, call) ? 'form' : 'text'
  return { how: howAnswered(call, output), form }
}

/** How the person answered: what ran by itself is none of theirs. */
export function recordAnswers(
  toolCalls: readonly ToolCall[],
  outputs: readonly ToolOutput[],
  calls: CallStates,
  tools: ToolSet,
): AnswerRecord['calls'] {
  const rows = toolCalls.flatMap((call): [string, CallRecord][] => {
    const state = ownOf(calls, call.id)?.state
    if (state === 'done') return []
    const output = outputs.find(({ tool_call_id: id }) => id === call.id)?.output ?? ''
    const record = recordCall(call, output, tools)
    return [[call.id, state === 'skipped' ? { ...record, how: 'skipped' } : record]]
  })
  return Object.fromEntries(rows)
}

/** As much of it as fits into one value. */
function write({ by, calls }: AnswerRecord): string {
  const rows = Object.entries(calls).map(([id, { how, form }]) => [id, how, form])
  for (;;) {
    const value = JSON.stringify({ by: Array.from(by).slice(0, longestName).join(''), calls: rows })
    if (value.length <= longestValue || rows.length === 0) return value
    rows.pop()
  }
}

/**
 * The metadata of a run with one record more. Of the records the oldest gives way when there is no room; what else is
 * there never does, so that a run full of the app's own pairs keeps no record.
 */
export function addRecord(metadata: Metadata | null, record: AnswerRecord): Metadata {
  const pairs = Object.entries(metadata ?? {})
  const isRecord = ([key]: [string, string]) => keyPattern.test(key)
  const others = pairs.filter((pair) => !isRecord(pair))
  const room = mostPairs - others.length
  let at = record.at
  while (Object.hasOwn(metadata ?? {}, `answered_${at}`)) at++
  const records = [...pairs.filter(isRecord), [`answered_${at}`, write(record)]]
  const newest = room > 0 ? records.toSorted(byTime).slice(-room) : []
  return Object.fromEntries([...others, ...newest]) as Metadata
}

const timeOf = (key = ''): number => Number(keyPattern.exec(key)?.[1])
const byTime = ([one]: string[], [other]: string[]) => timeOf(one) - timeOf(other)

/** Who answered what a run asked, oldest first; what cannot be read is left out. */
export function readRecords({ metadata }: Pick<Run, 'metadata'>): AnswerRecord[] {
  return Object.entries(metadata ?? {})
    .filter(([key]) => keyPattern.test(key))
    .toSorted(byTime)
    .flatMap(([key, text]): AnswerRecord[] => {
      const value = parseJson(text)
      if (!isObject(value) || typeof value['by'] !== 'string') return []
      const rows = Array.isArray(value['calls']) ? (value['calls'] as unknown[]) : []
      const calls = rows.filter(isRow).map(([id, how, form]) => [id, { how, form }] as const)
      return [{ by: value['by'], at: timeOf(key), calls: Object.fromEntries(calls) }]
    })
}

type Row = [id: string, how: CallRecord['how'], form: CallRecord['form']]
const hows = new Set<unknown>(['proposed', 'edited', 'rejected', 'answered', 'skipped'])
const places = new Set<unknown>(['own', 'form', 'text'])
const isRow = (row: unknown): row is Row =>
  Array.isArray(row) && typeof row[0] === 'string' && hows.has(row[1]) && places.has(row[2])

/**
 * Keeps a record with its run: getRun, then modifyRun with what was read and the record. Others may write in between,
 * and the page may be left: then a record is lost, and nothing else.
 */
export async function keepRecord(
  { client, core, signal }: Pick<ControllerContext, 'client' | 'core' | 'signal'>,
  { thread_id, id: run_id }: Run,
  record: AnswerRecord,
): Promise<void> {
  const which = { thread_id, run_id }
  const { metadata } = await client.getRun(which, { signal })
  const run = await client.modifyRun(
    { ...which, metadata: addRecord(metadata, record) },
    { signal },
  )
  const { live } = core.get()
  if (signal.aborted || live.run?.id !== run_id) return
  // The same run in every other way, whatever its status.
  const noted = { ...live, run: { ...live.run, metadata: run.metadata } } as LiveRun
  core.set({ live: noted }, { resource: noted.run ?? run, isNew: false })
}
