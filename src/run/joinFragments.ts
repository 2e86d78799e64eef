import type { ContentDelta, RunEvent } from '../api/index.js'

type MessageFragment = Extract<RunEvent, { event: 'thread.message.delta' }>

/** The text of a fragment that holds nothing else. */
function plainText({ data }: MessageFragment): (ContentDelta & { type: 'text' }) | undefined {
  const content = data.delta?.content
  const part = Array.isArray(content) && content.length === 1 ? content[0] : undefined
  if (part?.type !== 'text' || typeof part.text?.value !== 'string') return undefined
  return part.text.annotations === undefined ? part : undefined
}

/**
 * Two fragments of one text as one, so that a frame in which hundreds come merges one; undefined when there is more to
 * them than text.
 */
export function joinFragments(one: RunEvent | undefined, two: RunEvent): RunEvent | undefined {
  if (one?.event !== 'thread.message.delta' || two.event !== 'thread.message.delta')
    return undefined
  if (one.data.id !== two.data.id || two.data.delta?.role !== undefined) return undefined
  const before = plainText(one)
  const after = plainText(two)
  if (!before || !after || before.index !== after.index) return undefined
  const value = `${before.text?.value}${after.text?.value}`
  const content: ContentDelta[] = [{ index: before.index, type: 'text', text: { value } }]
  return { ...one, data: { ...one.data, delta: { ...one.data.delta, content } } }
}
