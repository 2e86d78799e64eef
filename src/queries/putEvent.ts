import type { QueryClient } from '@tanstack/react-query'

import type { AssistantsClient, Resource, RunEvent } from '../api/index.js'
import { type Effect, effects } from './effects.js'
import { putResource } from './putResource.js'

/** Puts what an event of a stream teaches for good; what is still being said teaches nothing yet. */
export function putEvent(
  cache: QueryClient,
  client: AssistantsClient,
  { event, data }: RunEvent,
): void {
  const { act }: Effect = effects[event]
  // All that does not wait is a whole object.
  if (act !== 'waits') putResource(cache, client, data as Resource, { isNew: act === 'enters' })
}
