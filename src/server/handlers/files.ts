import type { FileObject, FilePurpose } from '../../api/index.js'
import { readPage, readPageQuery } from '../pages.js'
import { invalid } from '../refusals.js'
import { needRow, putRow } from '../rows.js'
import { type Handler, idOf, json } from './handler.js'

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

/** 512 MB, as the protocol says. */
const mostBytes = 512 * 1024 * 1024

export const uploadFile: Handler = async (call, { store, newId, now }) => {
  const form = await call.form()
  for (const name of form.keys()) {
    if (name !== 'file' && name !== 'purpose') {
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
  const row: FileObject = {
    id: newId('file-'),
    object: 'file',
    bytes: file.size,
    created_at: now(),
    filename: file.name,
    purpose,
    status: 'processed',
  }
  const base64 = toBase64(new Uint8Array(await file.arrayBuffer()))
  await store.batch([
    putRow('file', row.id, '', row),
    putRow('content', row.id, '', { base64, type: file.type }),
  ])
  return json(row)
}

export const listFiles: Handler = async (call, { store }) => {
  const purpose = call.query.get('purpose')
  const query = { ...readPageQuery(call.query, { most: 10_000, usual: 10_000 }), before: null }
  return json(
    await readPage(
      store,
      'file',
      '',
      query,
      (row) => row,
      purpose === null ? undefined : (row) => row.purpose === purpose,
    ),
  )
}

export const getFile: Handler = async (call, { store }) =>
  json(await needRow(store, 'file', idOf(call, 'file_id')))

export const deleteFile: Handler = async (call, { store }) => {
  const id = idOf(call, 'file_id')
  await needRow(store, 'file', id)
  await store.batch([
    { act: 'delete', kind: 'file', id },
    { act: 'delete', kind: 'content', id },
  ])
  return json({ id, object: 'file', deleted: true })
}

export const getFileContent: Handler = async (call, { store }) => {
  const id = idOf(call, 'file_id')
  const { filename } = await needRow(store, 'file', id)
  const { base64, type } = await needRow(store, 'content', id)
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
