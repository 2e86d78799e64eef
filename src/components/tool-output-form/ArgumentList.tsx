'use client'

import { useLabels } from '../labels/index.js'

/** Deeper, and in longer lists, JSON says more than an outline. */
const deepest = 3

/** What a model asks with, name by name, however nested. */
export function ArgumentList({ of, depth = 0 }: { of: object; depth?: number }) {
  return (
    <dl className="ra-arguments" data-depth={depth}>
      {Object.entries(of).map(([name, value]: [string, unknown]) => (
        <div key={name} data-nested={typeof value === 'object' && value !== null ? '' : undefined}>
          <dt dir="auto">{name}</dt>
          <dd dir="auto">
            <ArgumentValue value={value} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function ArgumentValue({ value, depth }: { value: unknown; depth: number }) {
  const { ask: words } = useLabels()
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value !== 'object' || value === null || depth > deepest) return JSON.stringify(value)
  const inner = Object.values(value)
  if (inner.length === 0) return '–'
  if (!Array.isArray(value)) return <ArgumentList of={value} depth={depth} />
  if (inner.every((item) => typeof item !== 'object')) return inner.map(String).join(', ')
  return (
    <ol className="ra-argument-items">
      {/* Items that are still being written come at the end and never change places. */}
      {Object.entries(value).map(([at, item]: [string, unknown]) => (
        <li key={at}>
          <ArgumentValue value={item} depth={depth} />
        </li>
      ))}
    </ol>
  )
}
