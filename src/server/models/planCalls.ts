import type { FunctionDefinition } from '../../api/index.js'
import { exampleFor } from './exampleFor.js'
import type { ModelTurn } from './model.js'
import { isSameWord, namesIn, wordsOf, wordsOfName } from './words.js'

/** A call that was made, with its output. */
export interface DoneCall {
  name: string
  arguments: string
  output: string
  /** What the call was about, for people. */
  label: string
}

export interface PlannedCall {
  name: string
  arguments: string
}

/** Verbs that half of all tools begin with; they say nothing about when to call one. */
const plainVerbs = new Set(
  'get set list do fetch find show read run call make use check look lookup the for to of by'.split(
    ' ',
  ),
)

/** Verbs of tools that change something: such a tool waits until what there is to look up is known. */
const actingVerbs = new Set(
  'book buy order send pay approve delete cancel create reserve submit refund transfer post publish update remove schedule'.split(
    ' ',
  ),
)

export const isActing = (name: string) => actingVerbs.has(wordsOfName(name)[0] ?? '')

/** The tools whose names the text mentions. */
export function matchTools(
  tools: readonly FunctionDefinition[],
  text: string,
): FunctionDefinition[] {
  const said = wordsOf(text)
  return tools.filter(({ name }) => {
    const words = wordsOfName(name)
    const telling = words.filter((word) => !plainVerbs.has(word))
    return (telling.length > 0 ? telling : words).some((word) =>
      said.some((other) => isSameWord(word, other)),
    )
  })
}

/** The calls that were answered since the run began, in order. */
export function doneCalls({ messages }: ModelTurn): DoneCall[] {
  const outputs = new Map<string, string>()
  for (const message of messages) {
    if (message.type === 'tool-output') outputs.set(message.id, message.output)
  }
  return messages.flatMap((message) =>
    message.type === 'tool-calls'
      ? message.calls.map(({ id, function: { name, arguments: text } }) => ({
          name,
          arguments: text,
          output: outputs.get(id) ?? '',
          label: firstString(text) ?? name,
        }))
      : [],
  )
}

function firstString(json: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(json)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    return Object.values(parsed).find((value) => typeof value === 'string')
  } catch {
    return undefined
  }
}

const plan = ({ name, parameters }: FunctionDefinition, text: string, about?: string) => ({
  name,
  arguments: JSON.stringify(exampleFor(parameters ?? { type: 'object' }, { text, name: about })),
})

const takesString = ({ parameters }: FunctionDefinition) =>
  /"type":("string"|\[[^\]]*"string")/.test(JSON.stringify(parameters ?? {}))

/** What is to be called next: first what looks something up, once for each name; then what acts, on the winner. */
export function planCalls(
  matched: readonly FunctionDefinition[],
  text: string,
  done: readonly DoneCall[],
): PlannedCall[] {
  const names = namesIn(text)
  const each = (tool: FunctionDefinition) =>
    names.length > 1 && takesString(tool)
      ? names.map((name) => plan(tool, text, name))
      : [plan(tool, text, names[0])]
  const isNew = ({ name, arguments: wanted }: PlannedCall) =>
    !done.some((call) => call.name === name && call.arguments === wanted)

  const asking = matched.filter(({ name }) => !isActing(name)).flatMap(each)
  const open = asking.filter(isNew)
  if (open.length > 0) return open
  const acting = matched.filter(({ name }) => isActing(name))
  const winner = asking.length > 0 ? (findWinner(text, done)?.label ?? names[0]) : undefined
  return acting
    .filter(({ name }) => !done.some((call) => call.name === name))
    .flatMap((tool) => (asking.length > 0 ? [plan(tool, text, winner)] : each(tool)))
}

const smaller = /^(cheap|cold|cool|low|small|short|near|close|light|less|few|earl)/

const numberIn = (output: string): number | undefined => {
  const found = /-?\d+(?:[.,]\d+)?/.exec(output)?.[0]
  return found === undefined ? undefined : Number(found.replace(',', '.'))
}

/** Of several looked-up things the one with the larger number, or the smaller where the text asks for that. */
export function findWinner(
  text: string,
  done: readonly DoneCall[],
): { label: string; word: string } | undefined {
  const looked = done.filter(({ name }) => !isActing(name))
  const numbers = looked.map(({ output }) => numberIn(output))
  if (looked.length < 2 || numbers.some((number) => number === undefined)) return undefined
  const said = /\b(\w+er) one\b/i.exec(text)?.[1]?.toLowerCase()
  const word =
    said ?? (looked.every(({ name }) => /weather|temp/i.test(name)) ? 'warmer' : 'larger')
  const known = numbers.filter((number) => number !== undefined)
  const best = smaller.test(word) ? Math.min(...known) : Math.max(...known)
  return { label: looked[numbers.indexOf(best)]?.label ?? '', word }
}
