/**
 * What a store keeps. Messages and runs stand below their thread, steps below their run, the rest below `''`;
 * `content` is a file's bytes, under the file's own id.
 */
export type RowKind = 'assistant' | 'thread' | 'message' | 'run' | 'step' | 'file' | 'content'

/** Where a row stands: positions grow by order of insertion, and tie nowhere. */
export interface Place {
  /** The id of the row above, or `''`. */
  parent: string
  /** Greater than that of every row before it; holes are fine. */
  position: number
}

/** One row. Its value is plain JSON. */
export interface Row extends Place {
  /** Unique within its kind. */
  id: string
  /** The object in the shape that it is kept in. */
  value: unknown
}

/** One change, of those that `batch` takes. */
export type Write =
  /** Makes the row, or replaces its value where it stands. */
  | { act: 'put'; kind: RowKind; id: string; parent: string; value: unknown }
  /** Removes the row and remembers its place, so that a page can still be asked for from there. */
  | { act: 'delete'; kind: RowKind; id: string }
  /** Removes all rows of a kind below a parent, and their places. */
  | { act: 'clear'; kind: RowKind; parent: string }

/** Which rows a list holds. */
export interface ListOptions {
  /** By position: oldest or newest first. */
  order: 'asc' | 'desc'
  /** How many, at most. */
  limit: number
  /** Positions above this one only. */
  above?: number | undefined
  /** Positions below this one only. */
  below?: number | undefined
}

/**
 * Where rows are kept. What is read belongs to the reader: changing it changes nothing in the store.
 */
export interface Store {
  /** One row; undefined where there is none, or none any more. */
  get: (kind: RowKind, id: string) => Promise<Row | undefined>
  /** Where a row stands or, once deleted, stood. */
  locate: (kind: RowKind, id: string) => Promise<Place | undefined>
  /** The rows of a kind below a parent, as many of them as `options` lets through. */
  list: (kind: RowKind, parent: string, options: ListOptions) => Promise<Row[]>
  /** Writes all of it or nothing. */
  batch: (writes: readonly Write[]) => Promise<void>
}
