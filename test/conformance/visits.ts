import {
  type AssistantsServerOptions,
  createAssistantsServer,
  type ModelPart,
  type ModelTurn,
} from '../../src/server/index.js'
import { call, finish, text } from '../server/serverFor.js'
import { connectGuest, type Generation, type Guest, type Row } from './guests.js'

/** What a guest is asked to do; it throws where the guest cannot, or does it wrong. */
export type Ability = (generation: Generation, options: AssistantsServerOptions) => Promise<void>

export const city = (name: string) => `{"city":"${name}"}`
export const twoCalls = [
  ...call('call_a', 'get_weather', '{"city":', '"Lisbon"}'),
  ...call('call_b', 'get_weather', '{"ci', 'ty":"Oslo"}'),
  finish,
]

/** A model that says a word and is then lost in thought. */
export async function* endless({ signal }: ModelTurn): AsyncGenerator<ModelPart> {
  yield text('Well')
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
}

export async function visit(generation: Generation, options: AssistantsServerOptions) {
  const server = createAssistantsServer({ pollAfter: 1, ...options })
  const guest = connectGuest(generation, server)
  const assistant = await guest.assistants.create({ model: 'scripted' })
  const messages = [{ role: 'user', content: 'Hi' }]
  const thread = await guest.threads.create({ messages })
  return { server, guest, thread: thread.id, body: { assistant_id: assistant.id } }
}

export const wordsOf = (message: Row | undefined) =>
  message?.content.map((part) => part.text?.value ?? part.refusal).join('') ?? ''

export const callsOf = (run: Row) => run.required_action?.submit_tool_outputs.tool_calls ?? []
export const answersTo = (run: Row) => ({
  tool_outputs: callsOf(run).map(({ id }) => ({ tool_call_id: id, output: 'mild' })),
})

/** Asks again until the run rests, as one had to before there were helpers. */
export async function waitFor(
  { threads, within }: Guest,
  thread: string,
  id: string,
): Promise<Row> {
  for (;;) {
    const run = await threads.runs.retrieve(...within(thread, id))
    if (!['queued', 'in_progress', 'cancelling'].includes(run.status)) return run
    await new Promise((resolve) => setTimeout(resolve))
  }
}

export const collect = async (rows: AsyncIterable<Row>) => {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}
