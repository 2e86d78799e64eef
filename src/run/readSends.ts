import { isObject, listOf, textOf } from './isObject.js'
import type { MessageInput } from './liveRun.js'
import type { KeptSend } from './pendingStore.js'

/** Each kind of part, and the member that makes it one. */
const partFacts = { text: null, image_file: 'file_id', image_url: 'url' } as const

function isPart(part: Record<string, unknown>): boolean {
  const kind = String(part['type'])
  if (!Object.hasOwn(partFacts, kind)) return false
  const fact = partFacts[kind as keyof typeof partFacts]
  const held = part[kind]
  return typeof (fact === null ? held : isObject(held) && held[fact]) === 'string'
}

/** A message as far as it is one; null where nothing is said. */
function toInput(kept: unknown): MessageInput | null {
  const { content: said, attachments } = isObject(kept) ? kept : {}
  const content = typeof said === 'string' ? said : listOf(said).filter(isPart)
  if (content.length === 0) return null
  const files = listOf(attachments).filter(({ file_id }) => typeof file_id === 'string')
  // Looked at part by part.
  return { content, ...(files.length > 0 && { attachments: files }) } as unknown as MessageInput
}

/** What goes into a header as it is. */
const plainWord = /^[ -~]{1,256}$/

/** What was kept, as far as there are words in it; one that cannot be looked for by its name gets another one. */
export function readSends(kept: unknown, ids: () => string): KeptSend[] {
  return listOf(kept).flatMap(({ intent, input: said, assistantId }): KeptSend[] => {
    const input = toInput(said)
    if (!input) return []
    const isWord = typeof intent === 'string' && plainWord.test(intent)
    return [
      {
        intent: isWord ? intent : ids(),
        input,
        assistantId: textOf(assistantId),
      },
    ]
  })
}
