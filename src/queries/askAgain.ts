import type { QueryClient } from '@tanstack/react-query'

import type { AssistantsClient, Params } from '../api/index.js'
import type { ItemName, ListName, WriteName } from './keyFor.js'
import { type Bag, keyAt } from './places.js'

const filesOfAssistant = () => ['getAssistant', 'listAssistants'] as const

/** Reads that a write changes on the server in a way its answer cannot tell. */
const untold: Partial<Record<WriteName, (params: Bag) => readonly (ItemName | ListName)[]>> = {
  createRun: ({ additional_messages: added }) =>
    Array.isArray(added) && added.length > 0 ? ['listMessages'] : [],
  modifyAssistant: ({ file_ids: linked }) => (linked === undefined ? [] : ['listAssistantFiles']),
  createAssistantFile: filesOfAssistant,
  deleteAssistantFile: filesOfAssistant,
}

/** Marks what the answer of a write could not tell as stale, and reads it again where it is on screen. */
export function askAgain<Op extends WriteName>(
  cache: QueryClient,
  client: AssistantsClient,
  operation: Op,
  params: Params<Op>,
): void {
  const bag: Bag = { ...params }
  for (const read of untold[operation]?.(bag) ?? []) {
    const exact = read.startsWith('get')
    void cache.invalidateQueries({ queryKey: keyAt(client, read, bag), exact })
  }
}
