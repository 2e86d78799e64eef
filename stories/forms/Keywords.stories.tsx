import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, within } from 'storybook/test'
import { rows } from '../../test/schema/keywordTable.js'
import { WideTable } from '../reference/WideTable.js'
import '../reference/reference.css'

const drawn = {
  shown: 'changes the form',
  raw: 'JSON, for this part alone',
  '-': 'says nothing that a form shows',
}
const checked = { checked: 'enforced', '-': 'says nothing to enforce' }

/** Every keyword of JSON Schema, drafts 7 and 2020-12, and what a form makes of it. */
function KeywordsPage() {
  return (
    <main className="reference">
      <header>
        <h1>JSON Schema in forms</h1>
        <p>
          Every keyword of drafts 7 and 2020-12. This is the table that the tests go through, row by
          row: <code>test/schema/keywords.test.ts</code> draws each example, and holds it against a
          value that fits and one that does not.
        </p>
      </header>
      <WideTable
        label="Table of keywords"
        head={['Keyword', 'Drafts', 'Drawn', 'Enforced', 'Tried with']}
      >
        <tbody>
          {Object.entries(rows).map(([name, row]) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>{row.drafts === 'both' ? '7, 2020-12' : row.drafts}</td>
              <td>{drawn[row.drawn]}</td>
              <td>{checked[row.validated]}</td>
              <td>
                <code className="reference-long">{JSON.stringify(row.schema)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </main>
  )
}

const meta = {
  title: 'Forms/Keywords',
  parameters: { layout: 'fullscreen' },
  tags: ['!autodocs'],
  render: () => <KeywordsPage />,
} satisfies Meta

export default meta

/** Which keywords are drawn, which are enforced. */
export const Table: StoryObj = {
  play: async ({ canvasElement }) => {
    const table = within(canvasElement).getAllByRole('row')
    await expect(table).toHaveLength(Object.keys(rows).length + 1)
  },
}
