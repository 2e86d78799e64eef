import path from 'node:path'
import { ts } from '@ts-morph/common'
import { beforeAll, describe, expect, it } from 'vitest'
import { extensionRoutes, routes } from '../../src/api/operations.js'
import { effects } from '../../src/queries/index.js'
import { createProgram } from '../../.storybook/createProgram.js'

const src = path.resolve(import.meta.dirname, '../../src')
const entries = ['api/index', 'queries/index', 'index', 'server/index', 'testing/index']

/** What lies beside the library's own types in memory, and is none of ours. */
const isOurs = (symbol: ts.Symbol) =>
  symbol.declarations?.some((one) => {
    const { fileName } = one.getSourceFile()
    return fileName.startsWith(src) && !fileName.startsWith(path.join(src, 'lib'))
  }) === true

/** Alternatives that are written out on the spot: the name above them speaks for them. */
const isNameless = (type: ts.Type): boolean =>
  type.isIntersection()
    ? type.types.every(isNameless)
    : type.symbol === undefined || type.symbol.name === '__type'

const isType = ({ flags }: ts.Symbol) =>
  (flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Class)) !== 0

/** Not declared and only there: a value that was made on the spot, such as a schema. */
const isMade = (symbol: ts.Symbol) => symbol.declarations?.every(ts.isPropertyAssignment) === true

/** In a table of operations or events, `Operations` and `Effect` say what each line is. */
const tables = new Set(Object.keys({ ...routes, ...extensionRoutes, ...effects }))

/**
 * Every public name, and every member of ours that it has, with what is said of it: members of types, fields of classes,
 * parts and their props, what functions are given as an object and what they give as one. The props of a part have no
 * sentence of their own: the part's speaks for them, and each prop for itself.
 */
function readSentences(checker: ts.TypeChecker, module: ts.Symbol): Map<string, string> {
  const said = new Map<string, string>()
  const unaliased = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const say = (name: string, symbol: ts.Symbol) => {
    // Of two parameters with a member of one name, neither hides that the other lacks its sentence.
    if (said.get(name) === '') return
    said.set(name, ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim())
  }
  const readMembers = (
    name: string,
    type: ts.Type,
    isSpokenFor = (_member: ts.Symbol) => false,
  ) => {
    const given = checker.getNonNullableType(type)
    const parts = given.isUnion() ? given.types.filter((part) => !isNameless(part)) : [given]
    for (const member of parts.flatMap((part) => checker.getPropertiesOfType(part))) {
      // What several alternatives have in common is told at one of them.
      const common = checker.getPropertyOfType(given, member.name) ?? member
      if (isOurs(member) && !isSpokenFor(member)) say(`${name}.${member.name}`, common)
    }
  }
  const readValue = (name: string, type: ts.Type) => {
    const calls = type.getCallSignatures()
    if (calls.length === 0) readMembers(name, type, (member) => tables.has(member.name))
    for (const call of calls) {
      for (const param of call.getParameters()) {
        readMembers(`${name}(…)`, checker.getTypeOfSymbol(param))
      }
      readMembers(`${name}()`, checker.getReturnTypeOfSignature(call), isMade)
    }
  }
  const read = (scope: ts.Symbol, prefix: string) => {
    const names = new Map(
      checker.getExportsOfModule(scope).map((one) => [one.name, unaliased(one)] as const),
    )
    for (const [name, symbol] of names) {
      const full = prefix + name
      if (symbol.flags & ts.SymbolFlags.ValueModule) {
        read(symbol, `${full}.`)
        continue
      }
      const part = /^(.+)Props$/.exec(name)?.[1]
      if (part === undefined || !names.has(part)) say(full, symbol)
      if (isType(symbol)) readMembers(full, checker.getDeclaredTypeOfSymbol(symbol))
      else readValue(full, checker.getTypeOfSymbol(symbol))
    }
  }
  read(module, '')
  return said
}

let sentences: Map<string, Map<string, string>>
beforeAll(() => {
  const file = path.join(src, 'question.ts')
  const text = entries.map((entry, at) => `export * as m${at} from './${entry}.js'`).join('\n')
  const program = createProgram({ file, text })
  const checker = program.getTypeChecker()
  sentences = new Map(
    entries.map((entry) => {
      const source = program.getSourceFile(path.join(src, `${entry}.ts`))
      const module = source && checker.getSymbolAtLocation(source)
      if (!module) throw new Error(`${entry} was not read.`)
      return [entry, readSentences(checker, module)]
    }),
  )
}, 60_000)

describe.each(entries)('%s', (entry) => {
  it('says of each public name and each of its members what it is', () => {
    const said = [...(sentences.get(entry) ?? [])]
    expect(said.length).toBeGreaterThan(40)
    expect(said.filter(([, sentence]) => sentence === '').map(([name]) => name)).toEqual([])
  })
})

it('a method of the client says what its operation does', () => {
  const said = sentences.get('api/index')
  expect(said?.get('AssistantsClient.cancelRun')).toBe(said?.get('Operations.cancelRun'))
  expect(said?.get('AssistantsClient.cancelRun')).toContain('Asks a run to stop')
})

it('parts are asked for their sentence, and for those of their own props', () => {
  const said = [...(sentences.get('index')?.keys() ?? [])]
  expect(said).toEqual(
    expect.arrayContaining(['Composer.Send', 'ActionInbox.Filter', 'ActionInbox.Filter(…).by']),
  )
  expect(said).not.toContain('Composer.SendProps')
})
