/** A piece of a text that can be lexed by itself: a block, one item of a list, one row of a table. */
export interface Chunk {
  readonly kind: 'text' | 'code' | 'item' | 'table' | 'row'
  readonly raw: string
  /** It goes on with the list or the table of the chunk before it. */
  readonly joins: boolean
  /** Of a table and its rows. */
  readonly columns: number
}

/** How far a text has been read: only whole lines count, so it holds whatever follows. */
export interface Place {
  /** Where the chunk begins that is still open. */
  readonly from: number
  /** Where the first line begins that was not read. */
  readonly at: number
  readonly kind: 'none' | 'paragraph' | 'fence' | 'list' | 'quote' | 'indented' | 'rows'
  readonly joins: boolean
  /** The line before is blank. */
  readonly isBlank: boolean
  /** A fence as it was opened, or what marks the items of a list. */
  readonly marker: string
  /** Where the content of a list's item begins. */
  readonly indent: number
  readonly columns: number
  /** The line before, which may turn out to be the head of a table. */
  readonly head: number
}

export const beginning: Place = {
  from: 0,
  at: 0,
  kind: 'none',
  joins: false,
  isBlank: false,
  marker: '',
  indent: 0,
  columns: 0,
  head: 0,
}

/** A table with more columns is no table: each short row would cost as much as a wide one. */
const mostColumns = 64

const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/
const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/
const quote = /^ {0,3}>/
const bullet = /^( {0,3})([-+*]|\d{1,9}[.)])([ \t]+|$)(.*)/
const html = /^ {0,3}<[a-z/!?]/i
const dashes = /^ {0,3}[|:-][ \t|:-]*$/

/** Cuts a text at its blocks, from a place on. What is not yet a whole line waits, unless the text is whole. */
export function splitChunks(text: string, start: Place, isWhole: boolean) {
  const chunks: Chunk[] = []
  let place = start

  const close = (end: number) => {
    const { from, kind, joins, columns } = place
    const raw = text.slice(from, end)
    if (raw.trim() !== '') {
      const kinds = { fence: 'code', list: 'item', rows: 'row' } as const
      chunks.push({ kind: kinds[kind as 'fence'] ?? 'text', raw, joins, columns })
    }
    place = { ...beginning, from: end, at: place.at, head: end }
  }
  const open = (at: number, kind: Place['kind'], more: Partial<Place> = {}) => {
    if (at > place.from) close(at)
    place = { ...place, kind, ...more }
  }

  while (place.at < text.length) {
    const { at } = place
    const newline = text.indexOf('\n', at)
    if (newline < 0 && !isWhole) break
    const end = newline < 0 ? text.length : newline + 1
    readLine(text.slice(at, newline < 0 ? end : newline), at, end)
    place = { ...place, at: end }
  }
  if (isWhole) close(text.length)
  return { chunks, place }

  function readLine(line: string, at: number, end: number) {
    const { kind, marker, isBlank } = place
    if (kind === 'fence') {
      const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1]
      if (closing?.startsWith(marker)) close(end)
      return
    }
    if (line.trim() === '') {
      if (kind === 'list' || kind === 'indented') place = { ...place, isBlank: true }
      else close(end)
      return
    }
    const indent = indentOf(line)
    if (kind === 'list' && indent >= place.indent) {
      // Nor with a fence.
      place = { ...place, isBlank: /^[ \t]*(?:`{3}|~{3})/.test(line) }
      return
    }
    if (kind === 'indented' && indent >= 4) {
      place = { ...place, isBlank: false }
      return
    }
    const isLazy =
      kind === 'paragraph' || kind === 'quote' || (kind === 'list' && !isBlank && !html.test(line))
    if (kind === 'paragraph' && underline.test(line)) {
      close(end)
      return
    }
    const [fenced, opened] = fence.exec(line) ?? []
    if (fenced !== undefined && opened !== undefined) {
      open(at, 'fence', { marker: opened })
    } else if (heading.test(line) || rule.test(line)) {
      open(at, 'paragraph')
      close(end)
    } else if (quote.test(line)) {
      if (kind !== 'quote') open(at, 'quote')
    } else if (isItem(line, isLazy)) {
      openItem(line, at)
    } else if (indent >= 4 && !isLazy) {
      open(at, 'indented')
    } else if (kind === 'rows' && !html.test(line)) {
      const { columns } = place
      close(end)
      place = { ...place, kind: 'rows', joins: true, columns }
    } else if (kind === 'paragraph' && dashes.test(line) && openTable(line, at, end)) {
      return
    } else if (!isLazy) {
      open(at, 'paragraph', { head: at })
    } else {
      place = { ...place, head: at }
    }
  }

  function isItem(line: string, isLazy: boolean) {
    const [, , marker = '', gap, rest = ''] = bullet.exec(line) ?? []
    if (marker === '') return false
    const isFirst = /^(?:[-+*]|1[.)])$/.test(marker)
    if (place.kind === 'rows') return isFirst && gap !== ''
    // Only what has content and begins to count at one interrupts a paragraph.
    return !isLazy || place.kind !== 'paragraph' || (rest !== '' && isFirst)
  }

  function openItem(line: string, at: number) {
    const [, before = '', marker = '', gap = '', rest = ''] = bullet.exec(line) ?? []
    const last = marker.slice(-1)
    const joins = place.kind === 'list' && place.marker === last
    const width = before.length + marker.length
    const space = indentOf(gap, width)
    open(at, 'list', {
      joins,
      // Nothing goes on with an item that has nothing in it, unless it is indented.
      isBlank: rest === '' || fence.test(rest),
      marker: last,
      indent: width + (rest === '' || space > 4 ? 1 : space),
    })
  }

  function openTable(line: string, at: number, end: number) {
    if (!/[|:]/.test(line)) return false
    const columns = countCells(line)
    const head = text.slice(place.head, at - 1)
    if (columns > mostColumns || countCells(head) !== columns || indentOf(head) >= 4) return false
    if (!cellsOf(line).every((cell) => /^:?-+:?$/.test(cell.trim()))) return false
    if (place.head > place.from) close(place.head)
    const raw = text.slice(place.from, end)
    chunks.push({ kind: 'table', raw, joins: false, columns })
    place = { ...beginning, from: end, at, head: end, kind: 'rows', joins: true, columns }
    return true
  }
}

/** The columns that the white space at the beginning of a line takes. */
function indentOf(line: string, from = 0): number {
  let column = from
  for (const char of line) {
    if (char === '\t') column += 4 - (column % 4)
    else if (char === ' ') column++
    else break
  }
  return column - from
}

/** What stands between the bars of a row that were not escaped. */
function cellsOf(row: string): string[] {
  const cells = ['']
  for (let at = 0; at < row.length; at++) {
    const char = row.charAt(at)
    if (char === '|') cells.push('')
    else cells.push((cells.pop() ?? '') + (char === '\\' ? char + row.charAt(++at) : char))
  }
  if (cells[0]?.trim() === '') cells.shift()
  if (cells.at(-1)?.trim() === '') cells.pop()
  return cells
}

const countCells = (row: string): number => cellsOf(row).length

/** What a fence holds, and of which language it says it is. */
export function fenceOf(raw: string): { language: string; text: string } {
  const [first = '', before = '', marker = '', info = ''] =
    /^( {0,3})(`{3,}|~{3,})[ \t]*(.*)\n?/.exec(raw) ?? []
  let text = raw.slice(first.length).replace(/\n$/, '')
  const last = text.lastIndexOf('\n') + 1
  const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(text.slice(last))?.[1]
  if (closing?.startsWith(marker)) text = text.slice(0, Math.max(0, last - 1))
  if (before !== '') text = text.replaceAll(new RegExp(`^ {1,${before.length}}`, 'gm'), '')
  return { language: info.split(/\s/, 1)[0] ?? '', text }
}
