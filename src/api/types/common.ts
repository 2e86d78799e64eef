/** Up to 16 pairs; keys of at most 64 and values of at most 512 characters. */
export type Metadata = Record<string, string>

/** Unix time in whole seconds. */
export type Timestamp = number

/** One page of a list. `has_more` speaks of the direction that was walked. */
export interface Page<T> {
  object: 'list'
  data: T[]
  first_id: string | null
  last_id: string | null
  has_more: boolean
}
