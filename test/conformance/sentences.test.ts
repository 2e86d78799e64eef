import path from 'node:path'
import { ts } from '@ts-morph/common'
import { beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from '../../.storybook/createProgram.js'

const src = path.resolve(import.meta.dirname, '../../src')
const entries = ['api/index', 'queries/index']

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

/** Every public name, and every member of ours that its type has, with what is said of it. */
function readSentences(checker: ts.TypeChecker, module: ts.Symbol): Map<string, string> {
  const said = new Map<string, string>()
  const sentenceOf = (symbol: ts.Symbol) =>
    ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim()
  for (const exported of checker.getExportsOfModule(module)) {
    const symbol =
      exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    said.set(exported.name, sentenceOf(symbol))
    if (!(symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias))) continue
    const type = checker.getDeclaredTypeOfSymbol(symbol)
    const parts = type.isUnion() ? type.types.filter((part) => !isNameless(part)) : [type]
    for (const part of parts) {
      for (const member of checker.getPropertiesOfType(part)) {
        if (isOurs(member)) said.set(`${exported.name}.${member.name}`, sentenceOf(member))
      }
    }
  }
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
    expect(said.length).toBeGreaterThan(100)
    expect(said.filter(([, sentence]) => sentence === '').map(([name]) => name)).toEqual([])
  })
})

it('a method of the client says what its operation does', () => {
  const said = sentences.get('api/index')
  expect(said?.get('AssistantsClient.cancelRun')).toBe(said?.get('Operations.cancelRun'))
  expect(said?.get('AssistantsClient.cancelRun')).toContain('Asks a run to stop')
})
