import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import {
  AssistantChat,
  AssistantsProvider,
  createAssistantsClient,
  indexedDbStorage,
  type StoragePort,
} from '../../../src/index.js'
import { sharedStorage } from '../../../src/run/sureStorage.js'
import { tools } from './tools.js'

/** One act of storage; `value` is missing where a row is removed. */
export interface StorageAct {
  state: 'begun' | 'kept'
  /** Which one of this page's. */
  n: number
  key: string
  value?: unknown
}

declare global {
  interface Window {
    /** Tells whoever watches; resolves once they have heard. */
    tellAct: (act: StorageAct) => Promise<void>
    /** The rows that a page finds, before the kit begins. */
    tellRows: (rows: [key: string, value: unknown][]) => Promise<void>
  }
}

const name = 'killed'

/** What is there before anybody writes; made by hand, so that it is no reading of the kit's. */
function readRows(): Promise<[string, unknown][]> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1)
    opening.addEventListener('error', () => reject(new Error('The database does not open.')))
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'))
    opening.addEventListener('success', () => {
      const transaction = opening.result.transaction('rows')
      const table = transaction.objectStore('rows')
      const [keys, values] = [table.getAllKeys(), table.getAll()]
      transaction.addEventListener('complete', () => {
        opening.result.close()
        // The kit names its rows with words.
        const names = keys.result as string[]
        resolve(names.map((key, at) => [key, values.result[at]]))
      })
    })
  })
}

/** Tells of each write as it begins, and once it is kept. */
function watched(storage: StoragePort): StoragePort {
  let acts = 0
  const act = async (named: Pick<StorageAct, 'key' | 'value'>, work: () => Promise<void>) => {
    const row = { ...named, n: ++acts }
    await window.tellAct({ state: 'begun', ...row })
    await work()
    void window.tellAct({ state: 'kept', ...row })
  }
  return {
    read: storage.read,
    write: (key, value) => act({ key, value }, () => storage.write(key, value)),
    remove: (key) => act({ key }, () => storage.remove(key)),
  }
}

const asked = new URLSearchParams(location.search)
const root = document.querySelector('#root')

await window.tellRows(await readRows())
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <AssistantsProvider
        client={createAssistantsClient({ baseUrl: '/v1' })}
        tools={tools}
        // What fails here must not be kept in memory: nobody would have acknowledged it.
        storage={watched(sharedStorage(indexedDbStorage({ name })))}
      >
        <AssistantChat
          threadId={asked.get('thread') ?? ''}
          assistantId={asked.get('assistant') ?? ''}
        />
      </AssistantsProvider>
    </QueryClientProvider>,
  )
}
