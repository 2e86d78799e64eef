// Prints, for every operation, what the built package has for it. Run after `npm run build`; ends with 1 if anything lacks.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '../..')
/** @type {(path: string) => Promise<unknown>} */
const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href)
// The package is built from these very sources.
const kit = /** @type {typeof import('../../src/index.js')} */ (await load('index.js'))
const { routes } = /** @type {{ routes: Record<string, string> }} */ (await load('api/index.js'))
/** @type {Record<string, unknown>} */
const client = { ...kit.createAssistantsClient({ baseUrl: 'https://server.test/v1' }) }
/** @type {Record<string, unknown>} */
const surface = { ...kit }
/** @type {Record<string, import('../../src/index.js').Effect>} */
const effects = kit.effects

const types = join(root, 'test/types')
const typeTests = readdirSync(types)
  .filter((name) => name.endsWith('.test-d.ts'))
  .map((name) => readFileSync(join(types, name), 'utf8'))
  .join('\n')

/** @type {string[]} */
const lacking = []
/** @param {string} word */
const upperFirst = (word) => word.charAt(0).toUpperCase() + word.slice(1)
/** @param {string} word */
const lowerFirst = (word) => word.charAt(0).toLowerCase() + word.slice(1)

/**
 * A name under which there is a function, or a gap.
 *
 * @param {Record<string, unknown>} where
 * @param {string} name
 */
function has(where, name) {
  if (typeof where[name] === 'function') return `\`${name}\``
  lacking.push(name)
  return '**no**'
}

/** @param {string[]} names */
function tried(names) {
  const untried = names.filter((name) => !typeTests.includes(`${name}(`))
  lacking.push(...untried.map((name) => `a type test of ${name}`))
  return untried.length === 0 ? 'yes' : '**no**'
}

/**
 * What a factory gives, with a letter for each id.
 *
 * @param {string} name
 * @param {string} operation
 * @returns {Record<string, unknown>}
 */
function make(name, operation) {
  if (typeof surface[name] !== 'function') return {}
  const factory = /** @type {(client: unknown, params: object) => Record<string, unknown>} */ (
    surface[name]
  )
  const ids = [...(routes[operation] ?? '').matchAll(/\{(\w+)\}/g)].map(([, id = '']) => id)
  const params = Object.fromEntries(ids.map((id) => [id, id.charAt(0).toUpperCase()]))
  return factory(client, params)
}

/** @param {unknown} key */
const keyOf = (key) => (Array.isArray(key) ? key.slice(2).join(', ') : '')

/** @typedef {(page: object, pages: object[], cursor: object, cursors: object[]) => object | null} Way */

/**
 * Which way a list's pages are read on, asked of the factory with a page in its hand.
 *
 * @param {Record<string, unknown>} options
 */
function waysOf({ getNextPageParam: next, getPreviousPageParam: previous }) {
  const page = { data: [{ id: 'x' }], has_more: true }
  const cursor = { after: 'w' }
  const ways = /** @type {(Way | undefined)[]} */ ([next, previous])
  return ways.flatMap((way) => Object.keys(way?.(page, [page], cursor, [cursor]) ?? {})).join(', ')
}

/** @param {string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`
/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
const table = (head, rows) => [head, head.map(() => '---'), ...rows].map(line).join('\n')

const operations = Object.keys(routes)
const isRead = (/** @type {string} */ operation) => routes[operation]?.startsWith('GET ') ?? false

/** @param {string} operation */
function readRow(operation) {
  const noun = operation.replace(/^(?:get|list)/, '')
  const factory = `${lowerFirst(noun)}Query`
  const names = [factory, `use${noun}`, `useSuspense${noun}`]
  const options = make(factory, operation)
  return [
    has(client, operation),
    keyOf(options['queryKey']),
    ...names.map((name) => has(surface, name)),
    waysOf(options),
    tried(names),
  ]
}

/** @param {string} operation */
function writeRow(operation) {
  const factory = `${operation}Mutation`
  const names = [factory, `use${upperFirst(operation)}`]
  const effect = effects[operation]
  if (effect === undefined) lacking.push(`effects.${operation}`)
  const also = effect?.also ? `, ${effect.also.kind} changes` : ''
  return [
    has(client, operation),
    keyOf(make(factory, operation)['mutationKey']),
    ...names.map((name) => has(surface, name)),
    `${effect?.kind} ${effect?.act}${also}`,
    effect?.guess ?? '',
    [...new Set(effect?.untold?.flatMap((asked) => asked.reads))].join(', '),
    tried(names),
  ]
}

const reads = operations.filter(isRead).map(readRow)
const writes = operations.filter((operation) => !isRead(operation)).map(writeRow)

const readHead = [
  'read',
  'key after the root',
  'factory',
  'hook',
  'suspends',
  'pages on',
  'type test',
]
const writeHead = [
  'write',
  'mutationKey',
  'factory',
  'hook',
  'in the cache',
  'seen at once',
  'may ask again',
  'type test',
]
console.log(
  [
    table(readHead, reads),
    table(writeHead, writes),
    `${operations.length} operations: ${reads.length} reads, ${writes.length} writes; ${lacking.length} lacking.`,
    ...lacking.map((name) => `- lacking: ${name}`),
  ].join('\n\n'),
)
if (lacking.length > 0) process.exitCode = 1
