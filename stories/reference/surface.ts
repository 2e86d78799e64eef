import { type OperationName, routes } from '../../src/api/index.js'

type ReadName = Extract<OperationName, `${'get' | 'list'}${string}`>

/** What the kit calls an operation, from the client to the hooks. */
export interface Surface {
  method: OperationName
  factory: string
  hook: string
  suspenseHook: string | null
}

/** The ids that an operation's route names, in its order. */
export const idsOf = (operation: OperationName): string[] =>
  Array.from(routes[operation].matchAll(/\{(\w+)\}/g), ([, id]) => String(id))

export const isRead = (operation: OperationName): operation is ReadName =>
  routes[operation].startsWith('GET ')

/** The client speaks in verbs; reads are nouns from there on, and writes stay verbs. */
export function surfaceOf(operation: OperationName): Surface {
  const reads = isRead(operation)
  const noun = operation.replace(/^(?:get|list)/, '')
  return {
    method: operation,
    factory: reads ? `${lowerFirst(noun)}Query` : `${operation}Mutation`,
    hook: reads ? `use${noun}` : `use${upperFirst(operation)}`,
    suspenseHook: reads ? `useSuspense${noun}` : null,
  }
}

const lowerFirst = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)
const upperFirst = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
