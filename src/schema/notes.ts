/** Why something that a schema says is not enforced. */
export type NoteReason =
  /** A `$ref` leads out of the document, or to nothing. */
  | 'unknown-ref'
  /** A `$ref` leads back to itself without getting into the value. */
  | 'endless-ref'
  /** A pattern could take very long for some texts; `detail` says which and why. */
  | 'unsafe-pattern'
  /** A pattern that is no regular expression. */
  | 'bad-pattern'
  | 'too-deep'
  | 'too-many'
  | 'impossible-size'
  | 'malformed'
  /** A name that reaches for prototypes. */
  | 'unsafe-name'
  /** A keyword or format that the validator does not know. */
  | 'unsupported'
  /** It depends on something else that is not enforced, and could refuse what is right without that. */
  | 'weakened'

/** What makes a pattern unsafe. */
export type PatternCause =
  /** A repetition can take the same text in two ways: nested, or over alternatives that overlap. */
  | 'ambiguous'
  /** Repetitions that follow each other share characters, so that time grows with a power of the length. */
  | 'slow'
  | 'backreference'
  | 'lookbehind'
  | 'lookahead'
  | 'too-complex'

/** Something that a schema says and that is not enforced. */
export interface Note {
  /** Where in the schema, key by key. */
  path: readonly (string | number)[]
  reason: NoteReason
  /** What it is about: the pattern, the reference, the format. */
  detail?: string
  cause?: PatternCause
}
