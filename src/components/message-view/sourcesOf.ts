import type { Annotation, MessageContent, TextContent } from '../../api/index.js'

/** A file that a message refers to, once, however often it does. */
export interface Source {
  /** From 1, in the order of the annotations. */
  number: number
  type: Annotation['type']
  fileId: string
  /** What was quoted of it, each once. */
  quotes: readonly string[]
}

/** What a message refers to. */
export interface Sources {
  list: readonly Source[]
  /** By the index of the content part and that of the annotation in it. */
  at: readonly (readonly (Source | undefined)[])[]
}

const none: readonly Annotation[] = []

/** A part's annotations: the same array as long as they are the same. */
export function annotationsOf(part: MessageContent | null): readonly Annotation[] {
  // A stream vouches for no member of what it carries.
  const text = part?.type === 'text' ? (part.text as Partial<TextContent['text']> | null) : null
  return Array.isArray(text?.annotations) ? text.annotations : none
}

const fileOf = (annotation: Partial<Annotation> | null): string | undefined => {
  if (annotation?.type === 'file_path') return annotation.file_path?.file_id
  return annotation?.type === 'file_citation' ? annotation.file_citation?.file_id : undefined
}

const quoteOf = (annotation: Annotation): string =>
  annotation.type === 'file_citation' ? (annotation.file_citation.quote ?? '').trim() : ''

/** Numbers the files that some annotations refer to, part by part; one that names no file has no number. */
function sourcesOf(parts: readonly (readonly Annotation[])[]): Sources {
  const found = new Map<string, Source & { quotes: string[] }>()
  const at = parts.map((annotations) =>
    annotations.map((annotation) => {
      const fileId = fileOf(annotation)
      if (typeof fileId !== 'string' || fileId === '') return undefined
      const { type } = annotation
      const key = `${type} ${fileId}`
      const source = found.get(key) ?? { number: found.size + 1, type, fileId, quotes: [] }
      found.set(key, source)
      const quote = quoteOf(annotation)
      if (quote !== '' && !source.quotes.includes(quote)) source.quotes.push(quote)
      return source
    }),
  )
  return { list: [...found.values()], at }
}

/** Reads the sources of one message that may grow; the same object for as long as its annotations are the same. */
export function createSourceReader(): (content: readonly (MessageContent | null)[]) => Sources {
  let known: readonly (readonly Annotation[])[] = []
  let sources: Sources = { list: [], at: [] }
  return (content) => {
    const parts = content.map(annotationsOf)
    const isSame =
      parts.length === known.length &&
      parts.every(
        (one, index) => one === known[index] || (one.length === 0 && known[index]?.length === 0),
      )
    if (!isSame) sources = sourcesOf(parts)
    known = parts
    return sources
  }
}
