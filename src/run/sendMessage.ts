import {
  type AssistantsClient,
  type Clock,
  type Message,
  type Params,
  type Run,
  sleep,
} from '../api/index.js'
import { UnknownOutcomeError } from './errors.js'
import { isRefusal } from './following.js'
import { intentKey, type MessageInput } from './liveRun.js'

interface Place {
  client: AssistantsClient
  clock: Clock
  signal: AbortSignal
  threadId: string
}

const tries = 3

/** The newest page of messages: an act that is looked for was a moment ago. */
async function readNewest({ client, threadId, signal }: Place): Promise<Message[]> {
  return (await client.listMessages({ thread_id: threadId, limit: 20 }, { signal })).data
}

/** Which of these acts the server has a message of. */
export async function findIntents(place: Place): Promise<ReadonlySet<string | undefined>> {
  return new Set((await readNewest(place)).map(({ metadata }) => metadata?.[intentKey]))
}

/** The run of an act, if the server has it. */
export async function findRun(
  { client, threadId, signal }: Place,
  intent: string,
): Promise<Run | null> {
  const { data } = await client.listRuns({ thread_id: threadId, limit: 20 }, { signal })
  return data.find(({ metadata }) => metadata?.[intentKey] === intent) ?? null
}

interface Sending {
  intent: string
  input: MessageInput
  /** It was sent before, and a person asked for it to be sent again. */
  isAgain: boolean
}

/**
 * Creates a message exactly once: after a lost answer it is looked for before anything is sent again.
 *
 * @throws what the server refused it with, or UnknownOutcomeError when the look-up could not tell
 */
export async function sendMessage(place: Place, sending: Sending): Promise<Message> {
  const { client, clock, signal, threadId } = place
  const { intent, input, isAgain } = sending
  if (isAgain) {
    const found = await lookFor(place, sending)
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
      const found = await lookFor(place, { ...sending, isAgain: false })
      if (found) return found
      if (attempt === tries) throw error
      await sleep(clock, 1_000 * 2 ** (attempt - 1), signal)
    }
  }
}

async function lookFor(place: Place, { intent, input, isAgain }: Sending): Promise<Message | null> {
  const newest = await readNewest(place).catch((cause: unknown) => {
    if (place.signal.aborted) throw cause
    throw new UnknownOutcomeError('createMessage', cause)
  })
  const found = newest.find(({ metadata }) => metadata?.[intentKey] === intent)
  if (found) return found
  // The same words under no key at all: a server that drops metadata, most likely. Only a person can tell.
  const last = newest.find(({ role }) => role === 'user')
  const isLikely = last && !last.metadata?.[intentKey] && isSameText(last, input)
  if (isLikely && !isAgain) throw new UnknownOutcomeError('createMessage', null)
  return null
}

function isSameText({ content }: Message, input: MessageInput): boolean {
  const [part] = content
  return content.length === 1 && part?.type === 'text' && part.text.value === input.content
}
