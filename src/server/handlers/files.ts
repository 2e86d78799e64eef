import type { FileObject, FilePurpose, Timestamp } from '../../api/index.js'
import { readPage, readPageQuery } from '../pages.js'
import { invalid, notFound } from '../refusals.js'
import { needRow, putRow } from '../rows.js'
import { type Context, type Handler, idOf, json } from './handler.js'

const purposes: readonly FilePurpose[] = [
  'assistants',
  'batch',
  'fine-tune',
  'vision',
  'user_data',
  'evals',
]

const isPurpose = (text: unknown): text is FilePurpose =>
  purposes.some((purpose) => purpose === text)

/** Parts that a form may have. A form is flat: the members of an object go by their path. */
const anchorPart = 'expires_after[anchor]'
const secondsPart = 'expires_after[seconds]'
const parts = new Set(['file', 'purpose', anchorPart, secondsPart])

/**
 * In how many seconds a file is to be forgotten; undefined where nothing is said of it.
 *
 * @throws Refusal
 */
function readExpiry(form: FormData): number | undefined {
  const anchor = form.get(anchorPart)
  const seconds = form.get(secondsPart)
  if (anchor === null && seconds === null) return undefined
  if (anchor !== 'created_at') {
    const says = `Invalid value for '${anchorPart}'. It must be "created_at".`
    throw invalid(says, 'invalid_value', anchorPart)
  }
  const count = typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) : undefined
  if (count === undefined) {
    const says = `Invalid type for '${secondsPart}': expected integer.`
    throw invalid(says, 'invalid_type', secondsPart)
  }
  const says = `Invalid value for '${secondsPart}': it must be 3600 to 2592000, and is ${count}.`
  if (count < 3600) throw invalid(says, 'integer_below_min_value', secondsPart)
  if (count > 2_592_000) throw invalid(says, 'integer_above_max_value', secondsPart)
  return count
}

const isForgotten = ({ expires_at }: FileObject, now: Timestamp) =>
  expires_at !== undefined && expires_at <= now

/**
 * Reads a file that a path names and that is not forgotten yet.
 *
 * @throws Refusal
 */
export async function needFile(
  { store, now }: Pick<Context, 'store' | 'now'>,
  id: string,
): Promise<FileObject> {
  const file = await needRow(store, 'file', id)
  if (isForgotten(file, now())) throw notFound('file', id)
  return file
}

/** 512 MB, as the protocol says. */
const mostBytes = 512 * 1024 * 1024

export const uploadFile: Handler = async (call, { store, newId, now }) => {
  const form = await call.form()
  for (const name of form.keys()) {
    if (!parts.has(name)) {
      throw invalid(`Unknown parameter: '${name}'.`, 'unknown_parameter', name)
    }
  }
  const file = form.get('file')
  const purpose = form.get('purpose')
  if (file === null) {
    throw invalid("Missing required parameter: 'file'.", 'missing_required_parameter', 'file')
  }
  if (typeof file === 'string') {
    throw invalid("Invalid type for 'file': expected a file part.", 'invalid_type', 'file')
  }
  if (purpose === null) {
    throw invalid("Missing required parameter: 'purpose'.", 'missing_required_parameter', 'purpose')
  }
  if (!isPurpose(purpose)) {
    const says = `It must be one of ${purposes.join(', ')}.`
    throw invalid(`Invalid value for 'purpose'. ${says}`, 'invalid_value', 'purpose')
  }
  if (file.size > mostBytes) {
    throw invalid(`The file has ${file.size} bytes; ${mostBytes} are the most.`, null, 'file')
  }
  const seconds = readExpiry(form)
  const row: FileObject = {
    id: newId('file-'),
    object: 'file',
    bytes: file.size,
    created_at: now(),
    filename: file.name,
    purpose,
    status: 'processed',
    ...(seconds !== undefined && { expires_at: now() + seconds }),
  }
  const base64 = toBase64(new Uint8Array(await file.arrayBuffer()))
  await store.batch([
    putRow('file', row.id, '', row),
    putRow('content', row.id, '', { base64, type: file.type }),
  ])
  return json(row)
}

export const listFiles: Handler = async (call, { store, now }) => {
  const purpose = call.query.get('purpose')
  const query = { ...readPageQuery(call.query, { most: 10_000, usual: 10_000 }), before: null }
  return json(
    await readPage(
      store,
      'file',
      '',
      query,
      (row) => row,
      (row) => !isForgotten(row, now()) && (purpose === null || row.purpose === purpose),
    ),
  )
}

export const getFile: Handler = async (call, context) =>
  json(await needFile(context, idOf(call, 'file_id')))

export const deleteFile: Handler = async (call, context) => {
  const id = idOf(call, 'file_id')
  await needFile(context, id)
  await context.store.batch([
    { act: 'delete', kind: 'file', id },
    { act: 'delete', kind: 'content', id },
  ])
  return json({ id, object: 'file', deleted: true })
}

export const getFileContent: Handler = async (call, context) => {
  const id = idOf(call, 'file_id')
  const { filename } = await needFile(context, id)
  const { base64, type } = await needRow(context.store, 'content', id)
  // What somebody uploaded must not run as a page of this origin: only plain pictures keep their type.
  const isPicture = /^image\/(png|jpeg|gif|webp|avif)$/.test(type)
  return {
    type: 'bytes',
    bytes: fromBase64(base64),
    contentType: isPicture ? type : 'application/octet-stream',
    filename,
  }
}

/** Rows are plain JSON, so bytes are kept as text. */
function toBase64(bytes: Uint8Array): string {
  let binary = ''
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  }
  return btoa(binary)
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
