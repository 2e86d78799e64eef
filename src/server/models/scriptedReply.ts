import { exampleFor } from './exampleFor.js'
import { ModelError, type ModelPart, type ModelTurn, textOf } from './model.js'
import {
  type DoneCall,
  doneCalls,
  findWinner,
  isActing,
  matchTools,
  planCalls,
} from './planCalls.js'
import { story } from './story.js'
import { piecesOf, wordsOf, wordsOfName } from './words.js'

type Parts = AsyncGenerator<ModelPart, void, undefined>

/** An estimate: a token of English has about four characters. */
const tokensIn = (characters: number) => Math.ceil(characters / 4)

/** What the scripted model does by itself. */
export async function* scriptedReply(turn: ModelTurn): Parts {
  const budget = turn.maxCompletionTokens === null ? Infinity : turn.maxCompletionTokens * 4
  let characters = 0
  for await (const part of choose(turn)) {
    if (part.type === 'text') {
      const room = budget - characters
      characters += part.text.length
      if (part.text.length > room) {
        yield usageOf(turn, budget)
        yield { type: 'finish', reason: 'length' }
        return
      }
    }
    if (part.type === 'tool-arguments') characters += part.arguments.length
    if (part.type === 'finish') yield usageOf(turn, characters)
    yield part
  }
}

const usageOf = ({ instructions, messages }: ModelTurn, said: number): ModelPart => {
  const heard = (instructions?.length ?? 0) + JSON.stringify(messages).length
  return { type: 'usage', promptTokens: tokensIn(heard), completionTokens: tokensIn(said) }
}

const stop: ModelPart = { type: 'finish', reason: 'stop' }

function* say(text: string): Generator<ModelPart, void, undefined> {
  for (const piece of piecesOf(text)) yield { type: 'text', text: piece }
}

async function* choose(turn: ModelTurn): Parts {
  const text = lastWords(turn)
  const words = new Set(wordsOf(text))
  const has = (...any: string[]) => any.some((word) => words.has(word))
  const done = doneCalls(turn)
  const tools = turn.tools.flatMap((tool) => (tool.type === 'function' ? [tool.function] : []))

  if (has('fail')) {
    yield* say('I begin to answer, and then ')
    throw new ModelError('server_error', 'The scripted model failed because it was asked to.')
  }
  if (/\brate limit\b/i.test(text)) {
    throw new ModelError('rate_limit_exceeded', 'The scripted model was asked to be out of quota.')
  }
  if (has('refuse')) {
    for (const refusal of piecesOf('I am sorry, this scripted model was asked to refuse.')) {
      yield { type: 'refusal', refusal }
    }
    yield stop
    return
  }
  const calls = done.length > 0 && has('expire') ? [] : callsFor(turn, tools, text, done)
  if (calls.length > 0) {
    yield* call(turn, calls)
    return
  }
  if (done.length > 0) {
    yield* say(conclude(text, done))
    yield stop
    return
  }
  if (has('expire')) await waitForAbort(turn.signal)
  if (has('limit', 'cut')) {
    yield* say('This answer ends in the middle of a sentence, as if it had reached its')
    yield { type: 'finish', reason: 'length' }
    return
  }
  const format = turn.responseFormat
  if (format !== 'auto' && format.type !== 'text') {
    const schema = format.type === 'json_schema' ? format.json_schema.schema : undefined
    const reply = schema ? exampleFor(schema, { text, name: undefined }) : { reply: text }
    yield* say(JSON.stringify(reply))
  } else {
    yield* say(
      has('story', 'long')
        ? story
        : introduce(
            text,
            tools.map(({ name }) => name),
          ),
    )
  }
  yield stop
}

type Functions = Parameters<typeof matchTools>[0]

function callsFor(turn: ModelTurn, tools: Functions, text: string, done: readonly DoneCall[]) {
  const { toolChoice } = turn
  if (toolChoice === 'none' || tools.length === 0) return []
  let matched = matchTools(tools, text)
  if (typeof toolChoice === 'object') {
    matched = tools.filter(({ name }) => name === toolChoice.function?.name)
  }
  if (matched.length === 0 && (toolChoice === 'required' || /\bexpire\b/i.test(text))) {
    matched = tools.slice(0, 1)
  }
  const calls = planCalls(matched, text, done)
  return turn.parallelToolCalls ? calls : calls.slice(0, 1)
}

async function* call(
  turn: ModelTurn,
  calls: readonly { name: string; arguments: string }[],
): Parts {
  const made = doneCalls(turn).length
  for (const [index, planned] of calls.entries()) {
    const id = `call_${turn.run.id.replace(/^run_/, '')}_${made + index + 1}`
    yield { type: 'tool-call', id, name: planned.name }
    for (const piece of piecesOf(planned.arguments)) {
      yield { type: 'tool-arguments', id, arguments: piece }
    }
  }
  yield stop
}

function lastWords({ messages }: ModelTurn): string {
  const last = messages.findLast((message) => message.type === 'message' && message.role === 'user')
  return last?.type === 'message' ? textOf(last.content) : ''
}

const waitForAbort = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const onAbort = () => reject(signal.reason as Error)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
  })

const acted: Record<string, string> = {
  book: 'Booked',
  buy: 'Bought',
  send: 'Sent',
  pay: 'Paid',
  order: 'Ordered',
  cancel: 'Cancelled',
  reserve: 'Reserved',
}

/** All outputs, word for word, and which of them won. */
function conclude(text: string, done: readonly DoneCall[]): string {
  const looked = done.filter(({ name }) => !isActing(name))
  const winner = findWinner(text, done)
  const told = looked.map(({ label, output }) => `${label}: ${output}`).join(', ')
  return [
    ...(told === '' ? [] : [sentence(told)]),
    ...(winner ? [`${winner.label} is the ${winner.word} one.`] : []),
    ...done
      .filter(({ name }) => isActing(name))
      .map(({ name, output }) => {
        const verb = wordsOfName(name).find((word) => word in acted)
        return sentence(`${acted[verb ?? ''] ?? name}: ${output}`)
      }),
  ].join(' ')
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)

function introduce(text: string, tools: readonly string[]): string {
  const subject = text === '' ? 'You said nothing that I could read.' : `You said: “${text}”.`
  const able =
    tools.length > 0
      ? `I call a tool when you mention it; I have ${tools.join(', ')}.`
      : 'I have no tools here.'
  return (
    `${subject} I am a scripted model: there is no AI behind this answer, and I say the same to everyone. ${able} ` +
    'Say “story” for a long answer, “cut” for one that stops half-way, “refuse” for a refusal, ' +
    '“fail” or “rate limit” for a run that breaks, and “expire” for one that nobody answers.'
  )
}
