import type { ReactNode } from 'react'

export interface WideTableProps {
  label: string
  head: string[]
  children: ReactNode
}

/** A table that scrolls inside itself where it finds too little room, by keyboard too. */
export function WideTable({ label, head, children }: WideTableProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
    <div className="reference-wide" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  )
}
