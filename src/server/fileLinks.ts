import type { Timestamp, ToolResources } from '../api/index.js'
import { invalid } from './refusals.js'
import type { AssistantRow, FileLink } from './rows.js'

/** The protocol's limit on what the code interpreter may read; the first edition has the same on its links. */
const most = 20

/** The files that the first edition linked and that are linked still. */
export const linkedIds = ({ links }: Pick<AssistantRow, 'links'>): string[] =>
  links.filter(({ undone }) => !undone).map(({ file_id }) => file_id)

const undo = (link: FileLink): FileLink => ({ ...link, undone: true })

/**
 * The assistant with these files linked and no others. The second edition sees them among the files of the
 * code interpreter; those that it put there itself stay.
 *
 * @throws Refusal when they become too many
 */
export function linkFiles(
  row: AssistantRow,
  fileIds: readonly string[],
  now: Timestamp,
): AssistantRow {
  const linked = linkedIds(row)
  const wanted = new Set(fileIds)
  const known = row.tool_resources?.code_interpreter?.file_ids ?? []
  const file_ids = [...new Set([...known.filter((id) => !linked.includes(id)), ...wanted])]
  if (file_ids.length > most) {
    throw invalid(
      `Invalid length of 'file_ids': an assistant may have ${most} files, and would have ${file_ids.length}.`,
      'array_above_max_length',
      'file_ids',
    )
  }
  const added = [...wanted].filter((id) => !linked.includes(id))
  const links = [
    // A file that is linked again stands where it was linked last.
    ...row.links
      .filter(({ file_id }) => !added.includes(file_id))
      .map((link) => (wanted.has(link.file_id) ? link : undo(link))),
    ...added.map((file_id) => ({ file_id, created_at: now, undone: false })),
  ]
  const isSilent = file_ids.length === 0 && known.length === 0
  return {
    ...row,
    links,
    tool_resources: isSilent
      ? (row.tool_resources ?? {})
      : { ...row.tool_resources, code_interpreter: { file_ids } },
  }
}

/**
 * What the second edition lets tools use, with each list replaced that is sent, and the others kept; null empties
 * them all.
 */
export const replaceLists = (
  kept: ToolResources | null | undefined,
  sent: ToolResources | null | undefined,
): ToolResources => (sent === null ? {} : { ...kept, ...sent })

/** The assistant with its lists replaced. A link to a file that is in none of them any more is undone. */
export function replaceResources(
  row: AssistantRow,
  sent: ToolResources | null | undefined,
): AssistantRow {
  const tool_resources = replaceLists(row.tool_resources, sent)
  const left = new Set(tool_resources.code_interpreter?.file_ids)
  const links = row.links.map((link) => (left.has(link.file_id) ? link : undo(link)))
  return { ...row, links, tool_resources }
}
