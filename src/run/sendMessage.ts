import {
  type AssistantsClient,
  type Clock,
  type Message,
  type Params,
  type Run,
  sleep,
} from '../api/index.js'
import { UnknownOutcomeError } from './errors.js'
import { isRefusal } from './followRun.js'
import type { MessageInput } from './liveRun.js'

interface Place {
  client: AssistantsClient
  clock: Clock
  signal: AbortSignal
  threadId: string
}

/** The metadata pair by which a lost answer is found again. */
export const intentKey = 'intent'

const tries = 3

/** The message of an act, if the server has it. Looks at the newest page only: the act was a moment ago. */
export async function findMessage(
  { client, threadId, signal }: Place,
  intent: string,
): Promise<Message | null> {
  const { data } = await client.listMessages({ thread_id: threadId, limit: 20 }, { signal })
  return data.find(({ metadata }) => metadata?.[intentKey] === intent) ?? null
}

/** The run of an act, if the server has it. */
export async function findRun(
  { client, threadId, signal }: Place,
  intent: string,
): Promise<Run | null> {
  const { data } = await client.listRuns({ thread_id: threadId, limit: 20 }, { signal })
  return data.find(({ metadata }) => metadata?.[intentKey] === intent) ?? null
}

/**
 * Creates a message exactly once: after a lost answer it is looked for before anything is sent again.
 *
 * @throws what the server refused it with, or UnknownOutcomeError when not even the look-up got an answer
 */
export async function sendMessage(
  place: Place,
  { intent, input, isAgain }: { intent: string; input: MessageInput; isAgain: boolean },
): Promise<Message> {
  const { client, clock, signal, threadId } = place
  if (isAgain) {
    const found = await lookFor(place, intent)
    if (found) return found
  }
  // The input is of the second edition; the first takes plain text, and the server says so when it is not.
  const params = {
    thread_id: threadId,
    role: 'user',
    ...input,
    metadata: { [intentKey]: intent },
  } as Params<'createMessage'>
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.createMessage(params, { signal, idempotencyKey: intent })
    } catch (error) {
      if (signal.aborted || isRefusal(error)) throw error
      const found = await lookFor(place, intent)
      if (found) return found
      if (attempt === tries) throw error
      await sleep(clock, 1_000 * 2 ** (attempt - 1), signal)
    }
  }
}

async function lookFor(place: Place, intent: string): Promise<Message | null> {
  try {
    return await findMessage(place, intent)
  } catch (cause) {
    if (place.signal.aborted) throw cause
    throw new UnknownOutcomeError('createMessage', cause)
  }
}
