import type { ReactNode } from 'react'

import { Sentence } from './Code.js'
import { MemberTable } from './MemberTable.js'
import { OperationSection } from './OperationSection.js'
import { reference } from './reference.js'
import type { ReferenceResource } from './resources.js'
import './reference.css'

export interface ReferencePageProps {
  resource: ReferenceResource
  /** The live example. */
  children: ReactNode
}

/** All that the kit has for one resource, as the sources tell it. */
export function ReferencePage({ resource, children }: ReferencePageProps) {
  const { title, about, operations, objects } = resource
  return (
    <main className="reference">
      <header>
        <h1>{title}</h1>
        <p>{about}</p>
        <nav aria-label="Operations">
          {operations.map((operation) => (
            // Storybook's pages let links lead their frame away.
            <a key={operation} href={`#${operation}`} target="_self">
              {operation}
            </a>
          ))}
        </nav>
      </header>
      {children}
      {operations.map((operation) => {
        const entry = reference.operations[operation]
        return entry && <OperationSection key={operation} operation={operation} entry={entry} />
      })}
      <section aria-labelledby="objects">
        <h2 id="objects">Objects</h2>
        {objects.map((name) => (
          <ObjectDetails key={name} name={name} />
        ))}
      </section>
      <Errors />
    </main>
  )
}

function ObjectDetails({ name }: { name: string }) {
  const entry = reference.objects[name]
  if (entry === undefined) return null
  return (
    <details className="reference-object">
      <summary>
        <code>{name}</code> {entry.sentence !== '' && <Sentence>{entry.sentence}</Sentence>}
      </summary>
      <MemberTable caption={`Members of ${name}`} members={entry.members} />
    </details>
  )
}

/** The same for every operation. */
function Errors() {
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">Errors</h2>
      <p>
        Whatever fails ends in <code>error</code> of a hook, and as what a method or{' '}
        <code>mutateAsync</code> rejects with. Suspense hooks throw it to the nearest error
        boundary. All of them are an <code>AssistantsError</code> and carry their facts as fields;
        an abort is not among them.
      </p>
      <p>
        <Sentence>{reference.writes}</Sentence>
      </p>
      <dl>
        {reference.errors.map(({ name, sentence, guard }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <Sentence>{sentence}</Sentence> {guard !== null && <code>{guard}(error)</code>}
            </dd>
          </div>
        ))}
        {reference.throws.map(({ name, sentence, says }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <Sentence>{sentence}</Sentence> Throws a {says.join('; ')}.
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
