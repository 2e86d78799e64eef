import type { ListOptions, Place, Row, RowKind, Store, Write } from './store.js'

interface Shelf {
  rows: Map<string, Row>
  /** Ids below each parent, in the order in which they were inserted. */
  children: Map<string, Set<string>>
  /** Where deleted rows stood. */
  gone: Map<string, Place>
}

const makeShelf = (): Shelf => ({ rows: new Map(), children: new Map(), gone: new Map() })

/** Keeps rows in memory for as long as the page or the process lives. */
export function memoryStore(): Store {
  const shelves: Record<RowKind, Shelf> = {
    assistant: makeShelf(),
    thread: makeShelf(),
    message: makeShelf(),
    run: makeShelf(),
    step: makeShelf(),
    file: makeShelf(),
    content: makeShelf(),
  }
  let lastPosition = 0

  const put = ({ rows, children, gone }: Shelf, id: string, parent: string, value: unknown) => {
    const known = rows.get(id)
    rows.set(id, { id, parent, position: known?.position ?? ++lastPosition, value })
    gone.delete(id)
    const siblings = children.get(parent) ?? new Set()
    children.set(parent, siblings.add(id))
  }

  const remove = ({ rows, children, gone }: Shelf, id: string) => {
    const row = rows.get(id)
    if (!row) return
    rows.delete(id)
    gone.set(id, { parent: row.parent, position: row.position })
    const siblings = children.get(row.parent)
    siblings?.delete(id)
    if (siblings?.size === 0) children.delete(row.parent)
  }

  const clear = ({ rows, children, gone }: Shelf, parent: string) => {
    for (const id of children.get(parent) ?? []) rows.delete(id)
    children.delete(parent)
    for (const [id, place] of gone) if (place.parent === parent) gone.delete(id)
  }

  const list = (kind: RowKind, parent: string, { order, limit, above, below }: ListOptions) => {
    const { rows, children } = shelves[kind]
    const ids = [...(children.get(parent) ?? [])]
    if (order === 'desc') ids.reverse()
    const found: Row[] = []
    for (const id of ids) {
      if (found.length >= limit) break
      const row = rows.get(id)
      if (!row || row.position <= (above ?? -1) || row.position >= (below ?? Infinity)) continue
      found.push(structuredClone(row))
    }
    return found
  }

  return {
    get: (kind, id) => Promise.resolve(structuredClone(shelves[kind].rows.get(id))),
    locate: (kind, id) => {
      const place = shelves[kind].rows.get(id) ?? shelves[kind].gone.get(id)
      return Promise.resolve(place && { parent: place.parent, position: place.position })
    },
    list: (kind, parent, options) => Promise.resolve(list(kind, parent, options)),
    batch: (writes: readonly Write[]) => {
      // Copied before anything is written: a value that is no JSON fails the whole batch.
      const copies = writes.map((write) => structuredClone(write))
      for (const write of copies) {
        const shelf = shelves[write.kind]
        if (write.act === 'put') put(shelf, write.id, write.parent, write.value)
        else if (write.act === 'delete') remove(shelf, write.id)
        else clear(shelf, write.parent)
      }
      return Promise.resolve()
    },
  }
}
