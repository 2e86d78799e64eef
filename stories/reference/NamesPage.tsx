import { resources } from './resources.js'
import { names } from './names.js'
import { surfaceOf } from './surface.js'
import { WideTable } from './WideTable.js'
import './reference.css'

/** Every operation under all of its names. */
export function NamesPage() {
  return (
    <main className="reference">
      <header>
        <h1>Names</h1>
        <p>
          This surface comes from a Python SDK for the first edition. Its {inPython} operations
          stand here under its own names, the misspelt one included, beside those of the official
          npm package, <code>openai</code> 6 and 7, and ours: verbs for the client and for what
          writes, nouns for what reads. Every hook that reads has a twin that suspends:{' '}
          <code>useRun</code> and <code>useSuspenseRun</code>.
        </p>
      </header>
      <WideTable label="Table of names" head={['Python', 'openai', 'Client', 'Factory', 'Hook']}>
        {resources.map(({ title, story, operations }) => (
          <tbody key={title}>
            <tr className="reference-group">
              <th scope="rowgroup" colSpan={5}>
                <a href={`./?path=/story/reference--${story}`} target="_top">
                  {title}
                </a>
              </th>
            </tr>
            {operations.map((operation) => (
              <NameRow key={operation} operation={operation} />
            ))}
          </tbody>
        ))}
      </WideTable>
    </main>
  )
}

const inPython = names.filter(({ python }) => python !== null).length

function NameRow({ operation }: { operation: (typeof names)[number]['operation'] }) {
  const entry = names.find((one) => one.operation === operation)
  const { method, factory, hook } = surfaceOf(operation)
  const { python, npm, formerly } = entry ?? {}
  return (
    <tr>
      <td>{python ? <code>{python}</code> : <None />}</td>
      <td>
        {npm && <code>{npm}</code>}
        {formerly && (
          <span className="reference-quiet">
            <code>{formerly}</code>
            <small>in 4.36, and not since</small>
          </span>
        )}
      </td>
      <td>
        <code>{method}</code>
      </td>
      <td>
        <code>{factory}</code>
      </td>
      <td>
        <code>{hook}</code>
      </td>
    </tr>
  )
}

const None = () => (
  <span className="reference-quiet" title="has none">
    –
  </span>
)
