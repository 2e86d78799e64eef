import { type Effect, type EffectName, effects, readsTouchedBy } from '../../src/index.js'
import { routes } from '../../src/api/index.js'
import { WideTable } from './WideTable.js'
import './reference.css'

const all = Object.keys(effects) as EffectName[]
const groups = [
  { title: 'Writes', members: all.filter((name) => name in routes) },
  { title: 'Events of a stream', members: all.filter((name) => !(name in routes)) },
]

/** The graph of who touches what, from the data that the cache itself acts by. */
export function EffectsPage() {
  return (
    <main className="reference">
      <header>
        <h1>Who touches what</h1>
        <p>
          What every write and every event of a stream does to the cache. This is the exported{' '}
          <code>effects</code>, by which the cache acts, and <code>readsTouchedBy</code>. Nothing is
          asked of the server again but what stands in the last column, and only where it is on
          screen.
        </p>
      </header>
      <WideTable
        label="Table of effects"
        head={['Name', 'What it does', 'Shown at once', 'Reads that change', 'Asked again']}
      >
        {groups.map(({ title, members }) => (
          <tbody key={title}>
            <tr className="reference-group">
              <th scope="rowgroup" colSpan={5}>
                {title}
              </th>
            </tr>
            {members.map((name) => (
              <EffectRow key={name} name={name} />
            ))}
          </tbody>
        ))}
      </WideTable>
    </main>
  )
}

const acts: Record<Effect['act'], string> = {
  enters: 'enters',
  changes: 'changes',
  leaves: 'leaves',
  waits: 'waits in the live run',
}

const guesses = { metadata: 'new metadata', absence: 'that it is gone' }

function EffectRow({ name }: { name: EffectName }) {
  const { kind, act, also, guess, untold = [] }: Effect = effects[name]
  return (
    <tr>
      <th scope="row">
        <code>{name}</code>
      </th>
      <td>
        <code>{kind}</code> {acts[act]}
        {also && (
          <small>
            and <code>{also.kind}</code> changes
          </small>
        )}
      </td>
      <td>{guess && guesses[guess]}</td>
      <td>
        <Names of={readsTouchedBy(name)} />
      </td>
      <td className="reference-reasons">
        {untold.map(({ reads, why }) => (
          <div key={why}>
            <Names of={reads} />
            <small>{why}</small>
          </div>
        ))}
      </td>
    </tr>
  )
}

const Names = ({ of: names }: { of: readonly string[] }) =>
  names.map((name) => (
    <div key={name}>
      <code>{name}</code>
    </div>
  ))
