/** Up to 16 pairs; keys of at most 64 and values of at most 512 characters. */
export type Metadata = Record<string, string>

/** Unix time in whole seconds. */
export type Timestamp = number

/**
 * A status that the protocol does not name, as the client tells it: `paused` becomes `unknown:paused`. What has one
 * counts as going on.
 */
export type UnknownStatus = `unknown:${string}`

/** One page of a list. `has_more` speaks of the direction that was walked. */
export interface Page<T> {
  /** Tells pages from other objects of the wire. */
  object: 'list'
  /** The items, in the order that was asked for. */
  data: T[]
  /** The id of the first item; null on an empty page. */
  first_id: string | null
  /** The id of the last item; null on an empty page. */
  last_id: string | null
  /** Whether more lie behind this page, in the direction that was walked. */
  has_more: boolean
}
