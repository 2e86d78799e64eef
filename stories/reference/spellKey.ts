import { keyFor, type OperationName } from '../../src/index.js'
import { idsOf, isRead } from './surface.js'

/** The key of an operation, as one would write it: made by the function that makes the real ones. */
export function spellKey(operation: OperationName): string {
  if (!isRead(operation)) return `[...rootKey(client), '${operation}']`
  const ids = idsOf(operation).map((id) => [id, `{${id}}`])
  const key = keyFor({ scope: '' }, operation, Object.fromEntries(ids) as object as never)
  const parts = key.slice(2).map((part) =>
    String(part)
      .replace(/^(?!\{).*$/, "'$&'")
      .replaceAll(/[{}]/g, ''),
  )
  return `[...rootKey(client), ${[...parts, ...(operation.startsWith('list') ? ['{…}?'] : [])].join(', ')}]`
}
