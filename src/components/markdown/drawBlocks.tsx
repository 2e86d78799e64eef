'use client'

import type { Token, Tokens } from 'marked'
import { memo, type ReactNode } from 'react'
import { useLabels } from '../labels/index.js'
import { MarkedText } from '../message-view/MarkedText.js'
import { directionOf, holdImage, ownDirection, textOf, tokensOf } from './inlineText.js'
import { MarkdownCode } from './MarkdownCode.js'
import { deepest, drawInline } from './drawInline.js'
import type { MarkdownOptions } from './MarkdownOptions.js'

/** Blocks below one another. */
export const drawBlocks = (
  tokens: readonly Token[],
  options: MarkdownOptions,
  depth = 0,
): ReactNode[] => tokens.map((token, at) => drawBlock(token, at, options, depth))

function drawBlock(token: Token, key: number, options: MarkdownOptions, depth: number): ReactNode {
  if (depth > deepest)
    return (
      <div key={key} dir="auto">
        <MarkedText text={token.raw} />
      </div>
    )
  switch (token.type) {
    case 'paragraph':
    case 'text': {
      const inner = tokensOf(token)
      const holds = holdImage(inner)
      const Tag = holds ? 'div' : 'p'
      // One that has just begun may have nothing to be shown yet.
      const tokens = 'tokens' in token ? inner : [token]
      return (
        <Tag key={key} dir={ownDirection(token.raw)} className={holds ? 'ra-pictures' : undefined}>
          {drawInline(tokens, options, depth)}
        </Tag>
      )
    }
    case 'heading': {
      const level = (token as Tokens.Heading).depth
      // The page's own headings come first: an answer stands two levels below.
      const Tag = `h${Math.min(6, level + 2)}` as 'h3'
      return (
        <Tag key={key} dir="auto" data-level={level}>
          {drawInline(tokensOf(token), options, depth)}
        </Tag>
      )
    }
    case 'code': {
      const { text, lang } = token as Tokens.Code
      const language = lang?.split(/\s/, 1)[0] ?? ''
      return <MarkdownCode key={key} text={text} language={language} options={options} />
    }
    case 'blockquote':
      return (
        <blockquote key={key} dir={directionOf(token.raw)}>
          {drawBlocks(tokensOf(token), options, depth + 1)}
        </blockquote>
      )
    case 'list':
      return <MarkdownList key={key} list={token as Tokens.List} options={options} depth={depth} />
    case 'table':
      return (
        <MarkdownTable key={key} table={token as Tokens.Table} options={options} depth={depth} />
      )
    case 'hr':
      return <hr key={key} />
    case 'space':
    case 'def':
    case 'checkbox':
      return null
    default:
      return (
        <p key={key} dir="auto">
          <MarkedText text={token.raw} />
        </p>
      )
  }
}

export interface MarkdownListProps {
  list: Pick<Tokens.List, 'ordered' | 'start' | 'loose'> & { items: readonly Tokens.ListItem[] }
  options: MarkdownOptions
  depth: number
}

/** A list whose items are drawn anew only when they change. */
export function MarkdownList({ list, options, depth }: MarkdownListProps) {
  const { ordered, start, loose, items } = list
  const children = items.map((item, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- items come only at the end
    <MarkdownItem key={at} item={item} options={options} depth={depth} />
  ))
  const state = loose ? 'loose' : 'tight'
  const dir = directionOf(items[0]?.text ?? '')
  // Room for numbers is the stylesheet's business, and it cannot count.
  const digits = String(Number(start) + items.length - 1).length
  return ordered ? (
    <ol
      dir={dir}
      data-state={state}
      data-digits={digits > 2 ? digits : undefined}
      start={start === 1 ? undefined : Number(start)}
    >
      {children}
    </ol>
  ) : (
    <ul dir={dir} data-state={state}>
      {children}
    </ul>
  )
}

interface MarkdownItemProps {
  item: Tokens.ListItem
  options: MarkdownOptions
  depth: number
}

const MarkdownItem = memo(function MarkdownItem({ item, options, depth }: MarkdownItemProps) {
  const first = item.tokens.find(({ type }) => type === 'text' || type === 'paragraph')
  return (
    <li className={item.task ? 'ra-task' : undefined}>
      {item.task && (
        <input
          type="checkbox"
          disabled
          checked={item.checked === true}
          aria-label={first ? textOf(tokensOf(first)) : ''}
        />
      )}
      {drawBlocks(item.tokens, options, depth + 1)}
    </li>
  )
})

export interface MarkdownTableProps {
  table: Pick<Tokens.Table, 'header' | 'align'> & { rows: readonly (readonly Tokens.TableCell[])[] }
  options: MarkdownOptions
  depth: number
}

/** A table that scrolls within itself, and by keyboard, too. A group: as a landmark, each would need a name of its own. */
export function MarkdownTable({ table, options, depth }: MarkdownTableProps) {
  const { table: label } = useLabels()
  const { header, align, rows } = table
  const dir = directionOf(header.map(({ text }) => text).join(' '))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached
    <div className="ra-table" role="group" aria-label={label} tabIndex={0} dir={dir}>
      <table>
        <thead>
          <MarkdownRow cells={header} align={align} options={options} depth={depth} isHead />
        </thead>
        <tbody>
          {rows.map((cells, at) => (
            <MarkdownRow
              // oxlint-disable-next-line react/no-array-index-key -- rows come only at the end
              key={at}
              cells={cells}
              align={align}
              options={options}
              depth={depth}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface MarkdownRowProps {
  cells: readonly Tokens.TableCell[]
  align: Tokens.Table['align']
  options: MarkdownOptions
  depth: number
  isHead?: boolean
}

const MarkdownRow = memo(function MarkdownRow({
  cells,
  align,
  options,
  depth,
  isHead,
}: MarkdownRowProps) {
  return (
    <tr>
      {cells.map(({ text, tokens }, at) => {
        const drawn = drawInline(tokens, options, depth)
        // Text alone is an element's own. A row comes whole, so that it never becomes one child of several.
        const cell = drawn.length === 1 ? drawn[0] : drawn
        const dir = ownDirection(text)
        return isHead ? (
          // oxlint-disable-next-line react/no-array-index-key -- a column is its place
          <th key={at} scope="col" dir={dir} data-align={align[at] ?? undefined}>
            {cell}
          </th>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- a column is its place
          <td key={at} dir={dir} data-align={align[at] ?? undefined}>
            {cell}
          </td>
        )
      })}
    </tr>
  )
})
