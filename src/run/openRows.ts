/** A request of IndexedDB as a promise. */
const answerOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('No reason given.')))
  })

/** One table of plain JSON, by key. */
export interface Rows {
  get: (key: string) => Promise<unknown>
  put: (key: string, value: unknown) => Promise<unknown>
  delete: (key: string) => Promise<unknown>
  close: () => void
}

/**
 * Opens a database that has one table, and makes it where there is none.
 *
 * @param onClosed told when the browser has closed it, or another page wants to change or remove it
 */
export async function openRows(name: string, onClosed: () => void): Promise<Rows> {
  const opening = indexedDB.open(name, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'))
  const database = await answerOf(opening)
  database.addEventListener('versionchange', () => {
    database.close()
    onClosed()
  })
  database.addEventListener('close', onClosed)

  /** Done when it is on disk, not when it was asked for. */
  const act = async <T>(mode: IDBTransactionMode, ask: (rows: IDBObjectStore) => IDBRequest<T>) => {
    const transaction = database.transaction('rows', mode)
    const done = new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () =>
        reject(transaction.error ?? new Error('No reason given.')),
      )
    })
    const [answer] = await Promise.all([answerOf(ask(transaction.objectStore('rows'))), done])
    return answer
  }
  return {
    get: (key) => act<unknown>('readonly', (rows) => rows.get(key)),
    put: (key, value) => act('readwrite', (rows) => rows.put(value, key)),
    delete: (key) => act('readwrite', (rows) => rows.delete(key)),
    close: () => database.close(),
  }
}
