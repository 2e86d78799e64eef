import path from 'node:path'

import { ts } from '@ts-morph/common'

import { type OperationName, routes } from '../src/api/operations.js'
import { idsOf, surfaceOf } from '../stories/reference/surface.js'
import type {
  Callable,
  ErrorEntry,
  Member,
  ObjectEntry,
  OperationEntry,
  Reference,
} from '../stories/reference/types.js'
import { createProgram } from './createProgram.js'

const src = path.resolve(import.meta.dirname, '../src')

/** What is asked of the types that no source says in this form. */
const question = {
  file: path.join(src, 'question.ts'),
  text: `
    import type { Operations } from './api/index.js'
    import type { ListName, ListParams } from './queries/keyFor.js'
    export * as api from './api/index.js'
    export * as queries from './queries/index.js'
    export interface Answers {
      v1: Operations<'v1'>
      v2: Operations<'v2'>
      lists: { [Op in ListName]: ListParams<Op> }
    }
  `,
}

const operations = Object.keys(routes) as OperationName[]

/** Reads the types and the JSDoc of the sources, and says which files it read. */
export function readReference(): { reference: Reference; files: string[] } {
  const program = createProgram(question)
  const source = program.getSourceFile(question.file) ?? fail('The question was not read.')
  const read = createReader(program.getTypeChecker(), source)
  return {
    reference: {
      operations: Object.fromEntries(operations.map((name) => [name, read.operation(name)])),
      objects: read.objects(),
      errors: read.errors(),
      throws: ['createAssistantsClient', 'keyFor', 'useAssistantsClient'].map(read.throwsOf),
      writes: read.sentenceOf('WriteMutation'),
    },
    files: program
      .getSourceFiles()
      .map(({ fileName }) => path.normalize(fileName))
      .filter((file) => file.startsWith(src + path.sep) && ts.sys.fileExists(file)),
  }
}

function createReader(checker: ts.TypeChecker, source: ts.SourceFile) {
  const unaliased = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const exportsOf = (module: ts.Symbol | undefined) =>
    checker
      .getExportsOfModule(module ?? fail('The question lacks a module.'))
      .map((symbol) => [symbol.name, unaliased(symbol)] as const)
  const asked = new Map(exportsOf(checker.getSymbolAtLocation(source)))
  const surface = new Map([...exportsOf(asked.get('api')), ...exportsOf(asked.get('queries'))])
  const exported = (name: string) => surface.get(name) ?? fail(`${name} is not exported.`)

  const member = (type: ts.Type, name: string) =>
    checker.getPropertyOfType(type, name) ?? fail(`${name} is missing.`)
  const walk = (type: ts.Type, ...names: string[]) =>
    names.reduce((held, name) => checker.getTypeOfSymbol(member(held, name)), type)
  const answers = checker.getDeclaredTypeOfSymbol(asked.get('Answers') ?? fail('No answers.'))
  const client = checker.getDeclaredTypeOfSymbol(exported('AssistantsClient'))

  const proseOf = (symbol: ts.Symbol) =>
    ts.displayPartsToString(symbol.getDocumentationComment(checker))
  const sentenceOf = (symbol: ts.Symbol) => oneLine(proseOf(symbol))
  const tagsOf = (symbol: ts.Symbol, tag: string) =>
    symbol
      .getJsDocTags(checker)
      .filter(({ name }) => name === tag)
      .map(({ text }) => ts.displayPartsToString(text))

  /** As the source writes it, where it does: aliases say more than what they stand for. */
  const spellType = (symbol: ts.Symbol) => {
    const declaration = symbol.valueDeclaration
    const written =
      declaration && (ts.isPropertySignature(declaration) || ts.isParameter(declaration))
        ? declaration.type?.getText()
        : undefined
    const printed = () => print(checker.getTypeOfSymbol(symbol)).replace(/ \| undefined$/, '')
    return withoutEdition(oneLine(written ?? printed()))
  }
  const print = (type: ts.Type) =>
    checker.typeToString(
      type,
      source,
      ts.TypeFormatFlags.NoTruncation |
        ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
        ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType,
    )

  const readMembers = (type: ts.Type): Member[] =>
    checker.getPropertiesOfType(type).map((symbol) => ({
      name: symbol.name,
      type: spellType(symbol),
      isOptional: (symbol.flags & ts.SymbolFlags.Optional) !== 0,
      sentence: sentenceOf(symbol),
      byDefault: tagsOf(symbol, 'default').map(oneLine)[0] ?? null,
      edition: null,
      isCursor: false,
    }))

  /** What both editions have in one form stands once. */
  const readEditions = (...names: string[]): Member[] => {
    const first = readMembers(walk(answers, 'v1', ...names))
    const second = readMembers(walk(answers, 'v2', ...names))
    const only = (members: Member[], others: Member[], edition: 'v1' | 'v2') =>
      members.filter((one) => !has(others, one)).map((one) => Object.assign(one, { edition }))
    const both = first.filter((one) => has(second, one))
    return [...both, ...only(second, first, 'v2'), ...only(first, second, 'v1')]
  }

  const readParams = (name: OperationName): Member[] => {
    const ids = idsOf(name)
    const lists = checker.getPropertyOfType(walk(answers, 'lists'), name)
    const uncut = lists && checker.getTypeOfSymbol(lists)
    const isCursor = (one: string) => uncut !== undefined && !checker.getPropertyOfType(uncut, one)
    const rank = (one: Member) => {
      if (ids.includes(one.name)) return ids.indexOf(one.name) - ids.length
      return one.isCursor ? 2 : Number(one.isOptional)
    }
    return readEditions(name, 'params')
      .map((one) => Object.assign(one, { isCursor: isCursor(one.name) }))
      .toSorted((a, b) => rank(a) - rank(b))
  }

  const readCallable = (symbol: ts.Symbol, name = symbol.name): Callable => {
    const signature =
      checker.getTypeOfSymbol(symbol).getCallSignatures()[0] ?? fail(`${name} is no function.`)
    return {
      name,
      params: signature.getParameters().map((param) => {
        const declaration = param.valueDeclaration
        const isOptional =
          declaration && ts.isParameter(declaration) && checker.isOptionalParameter(declaration)
        return `${param.name}${isOptional ? '?' : ''}: ${spellType(param)}`
      }),
      result: print(checker.getReturnTypeOfSignature(signature)),
      sentences: proseOf(symbol)
        .split(/\n\s*\n/)
        .map(oneLine),
      examples: tagsOf(symbol, 'example'),
    }
  }

  /** A method's type is mapped over all operations; this is what it says for one. */
  const readMethod = (symbol: ts.Symbol, name: OperationName, called: string): Callable => {
    const method = readCallable(symbol, called)
    return { ...method, params: method.params.map((one) => one.replaceAll(/\bOp\b/g, `'${name}'`)) }
  }

  const readOperation = (name: OperationName): OperationEntry => {
    const entry = walk(answers, 'v2', name)
    const result = spellType(member(entry, 'result'))
    const names = surfaceOf(name)
    const stream = checker.getPropertyOfType(walk(client, 'stream'), name)
    const [factory, hook] = [exported(names.factory), exported(names.hook)]
    // A type that an intersection stands for has lost its name.
    const named = (text: string) => text.replace(print(walk(entry, 'params')), `Params<'${name}'>`)
    const readHook = (symbol: ts.Symbol) => {
      const read = readCallable(symbol)
      return { ...read, result: publicName(named(read.result)) }
    }
    return {
      params: { type: spellType(member(entry, 'params')), members: readParams(name) },
      result,
      object: /^(?:Page<)?(\w+)>?$/.exec(result)?.[1] ?? null,
      method: {
        ...readMethod(member(client, name), name, `client.${name}`),
        result: `Promise<${result}>`,
      },
      stream: stream ? readMethod(stream, name, `client.stream.${name}`) : null,
      factory: readCallable(factory),
      hook: readHook(hook),
      suspenseHook: names.suspenseHook === null ? null : readHook(exported(names.suspenseHook)),
      throws: [factory, hook].flatMap((symbol) => tagsOf(symbol, 'throws').map(oneLine)),
    }
  }

  const readObjects = (): Record<string, ObjectEntry> =>
    Object.fromEntries(
      operations
        .filter((name) => name.startsWith('get') && name !== 'getFileContent')
        .map((name) => {
          const type = spellType(member(walk(answers, 'v2', name), 'result'))
          const members = readEditions(name, 'result')
          return [type, { sentence: sentenceOf(exported(type)), members }]
        }),
    )

  const readErrors = (): ErrorEntry[] => {
    const family = exported('AssistantsError')
    const isOfFamily = (symbol: ts.Symbol) =>
      (symbol.flags & ts.SymbolFlags.Class) !== 0 &&
      checker
        .getBaseTypes(checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType)
        .some((base) => base.symbol === family)
    return [...surface.values()].filter(isOfFamily).map((symbol) => ({
      name: symbol.name,
      sentence: sentenceOf(symbol),
      guard: surface.has(`is${symbol.name}`) ? `is${symbol.name}` : null,
    }))
  }

  return {
    operation: readOperation,
    objects: readObjects,
    errors: readErrors,
    sentenceOf: (name: string) => sentenceOf(exported(name)),
    throwsOf: (name: string) => {
      const symbol = exported(name)
      return { name, sentence: sentenceOf(symbol), says: tagsOf(symbol, 'throws').map(oneLine) }
    },
  }
}

const has = (members: Member[], { name, type, isOptional }: Member) =>
  members.some((one) => one.name === name && one.type === type && one.isOptional === isOptional)

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** The edition that the app registered goes without saying. */
const withoutEdition = (type: string) => type.replaceAll('<V>', '')
const publicName = (type: string) => type.replaceAll(/\b([A-Z]\w+)V2\b/g, '$1')

function fail(why: string): never {
  throw new Error(`The reference cannot be read from the sources. ${why}`)
}
