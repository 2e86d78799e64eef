import { isDangerousName } from './parseArguments.js'

/** JSON as far as it has been written. */
export interface PartialJson {
  /** What can be read so far; a member whose value has yet to begin is not there. */
  value: unknown
  /** It will never be JSON, whatever follows. What was read before that is there all the same. */
  isBroken: boolean
}

/** Deeper is not read. */
const deepest = 50

/**
 * Reads JSON that is still being written, without ever throwing: more text never takes away a member or an item that
 * was there before.
 */
export function readPartial(text: string): PartialJson {
  let at = 0
  let isBroken = false

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const space = () => take(/[\t\n\r ]*/y)
  /** Nothing is read any more: the text is at its end, or makes no sense from here on. */
  const end = (isFine: boolean) => {
    if (!isFine) isBroken = true
    at = text.length
  }

  const readText = (): { said: string; isWhole: boolean } => {
    const from = at
    take(/"(?:[^"\\]+|\\(?:u[0-9a-f]{4}|[^u]))*/iy)
    const raw = text.slice(from, at)
    const isWhole = text[at] === '"'
    if (isWhole) at++
    else end(/^(?:\\(?:u[0-9a-f]{0,3})?)?$/i.test(text.slice(at)))
    try {
      return { said: JSON.parse(`${raw}"`) as string, isWhole }
    } catch {
      return { said: raw.slice(1), isWhole }
    }
  }

  const readRest = (): unknown => {
    const word = take(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[-+]?\d+)?/iy)
    const rest = text.slice(at)
    if (word === undefined) {
      end(['true', 'false', 'null', '-'].some((whole) => whole.startsWith(rest)))
      return undefined
    }
    // A number may go on.
    if (/^(?:\.|e[-+]?)$/i.test(rest)) at = text.length
    try {
      return JSON.parse(word)
    } catch {
      end(false)
      return undefined
    }
  }

  const readList = (depth: number): unknown[] => {
    const list: unknown[] = []
    at++
    for (space(); at < text.length && text[at] !== ']'; space()) {
      const item = readValue(depth)
      if (item !== undefined) list.push(item)
      space()
      if (text[at] === ',') at++
      else if (text[at] !== ']') end(at >= text.length)
    }
    at++
    return list
  }

  const readMembers = (depth: number): Record<string, unknown> => {
    const members: Record<string, unknown> = {}
    at++
    for (space(); at < text.length && text[at] !== '}'; space()) {
      if (text[at] !== '"') {
        end(false)
        break
      }
      const { said: name, isWhole } = readText()
      space()
      if (!isWhole || text[at] !== ':') {
        end(!isWhole || at >= text.length)
        break
      }
      at++
      const value = readValue(depth)
      if (value !== undefined && !isDangerousName(name)) members[name] = value
      space()
      if (text[at] === ',') at++
      else if (text[at] !== '}') end(at >= text.length)
    }
    at++
    return members
  }

  const readValue = (depth: number): unknown => {
    space()
    const first = text[at]
    if (first === '"') return readText().said
    if (first !== '{' && first !== '[') return readRest()
    if (depth >= deepest) {
      end(false)
      return undefined
    }
    return first === '{' ? readMembers(depth + 1) : readList(depth + 1)
  }

  const value = readValue(0)
  space()
  if (at < text.length) isBroken = true
  return { value, isBroken }
}
