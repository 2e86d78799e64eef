import type { MessageContent } from '../../api/index.js'
import type { TranscriptRow } from '../../run/index.js'

/** What a row holds, part by part: as the server has it, or as it was sent. */
export function contentOf(row: TranscriptRow): MessageContent[] {
  if (row.kind === 'message') return row.message.content
  const { content } = row.send.input
  if (typeof content === 'string') return [textPart(content)]
  return content.map((part) => (part.type === 'text' ? textPart(part.text) : part))
}

/** The files that go with a row, each once. */
export function filesOf(row: TranscriptRow): string[] {
  const { attachments } = row.kind === 'message' ? row.message : row.send.input
  return [...new Set((attachments ?? []).map(({ file_id }) => file_id))]
}

const textPart = (value: string): MessageContent => ({
  type: 'text',
  text: { value, annotations: [] },
})
