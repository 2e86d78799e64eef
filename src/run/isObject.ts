type Members = Record<string, unknown>

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects in a list, where it is one. */
export const listOf = (value: unknown): Members[] =>
  Array.isArray(value) ? value.filter(isObject) : []

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
