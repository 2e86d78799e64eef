import { useId, useState } from 'react'
import type { Stage } from '../support/createStage.js'
import { faults } from './faults.js'

/** Pick what goes wrong, and see what a person sees. What passes over the wire can be saved and played again. */
export function FaultsPanel({ stage }: { stage: Stage }) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const hint = useId()
  const pick = (name: string, isOn: boolean) => {
    const next = new Set(picked)
    if (isOn) next.add(name)
    else next.delete(name)
    setPicked(next)
    stage.goWrong(faults.filter((fault) => next.has(fault.name)))
  }
  return (
    <details className="playground-faults">
      <summary>Faults{picked.size > 0 && <strong> ({picked.size} on)</strong>}</summary>
      <fieldset aria-describedby={hint}>
        <legend>What goes wrong</legend>
        <p id={hint} className="playground-note">
          Each pick begins anew: what happens once happens the next time.
        </p>
        {faults.map(({ name, tells }) => (
          <div key={name}>
            <label className="playground-check">
              <input
                type="checkbox"
                checked={picked.has(name)}
                onChange={(event) => pick(name, event.currentTarget.checked)}
              />{' '}
              {name}
            </label>
            {picked.has(name) && <p className="playground-note">{tells}</p>}
          </div>
        ))}
      </fieldset>
      <Recorder stage={stage} />
    </details>
  )
}

function Recorder({ stage: { recorder } }: { stage: Stage }) {
  const [said, setSaid] = useState('')
  const save = () => {
    const session = recorder.session()
    const file = new Blob([JSON.stringify(session, null, 1)], { type: 'application/json' })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(file)
    link.download = 'session.json'
    link.click()
    URL.revokeObjectURL(link.href)
    setSaid(`${session.exchanges.length} requests saved.`)
  }
  return (
    <div className="playground-recorder">
      <p className="playground-note">
        Everything that passed since the page was opened, as JSON; the story “Recorded” plays such a
        file. It holds what was said.
      </p>
      <button type="button" onClick={save}>
        Save the recording
      </button>
      <p role="status" className="playground-note">
        {said}
      </p>
    </div>
  )
}
