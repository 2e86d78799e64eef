import { type EffectName, effects, readsTouchedBy } from '../../src/index.js'
import { missingInVersion, type OperationName, routes } from '../../src/api/index.js'
import { Sentence, Source } from './Code.js'
import { MemberTable } from './MemberTable.js'
import { spellKey } from './spellKey.js'
import type { Callable, OperationEntry } from './types.js'

export interface OperationSectionProps {
  operation: OperationName
  entry: OperationEntry
}

/** All that there is for one operation. */
export function OperationSection({ operation, entry }: OperationSectionProps) {
  const { params, method, stream, factory, hook, suspenseHook, throws } = entry
  const { v1, v2 } = missingInVersion
  return (
    <section aria-labelledby={operation} className="reference-operation">
      <h2 id={operation}>
        <code>{operation}</code>
        {operation in v1 && <span className="reference-badge">second edition</span>}
        {operation in v2 && <span className="reference-badge">first edition</span>}
      </h2>
      {hook.sentences.map((sentence) => (
        <p key={sentence}>
          <Sentence>{sentence}</Sentence>
        </p>
      ))}
      {v2[operation] && <p>In the second edition, use {v2[operation]}.</p>}
      {hook.examples.map((example) => (
        <Source key={example} label={`Example of ${hook.name}`}>
          {example}
        </Source>
      ))}
      <dl>
        <Row term="Route">{routes[operation]}</Row>
        <Row term="Client">{spell(method)}</Row>
        {stream && <Row term="Stream">{spell(stream)}</Row>}
        <Row term="Key">{spellKey(operation)}</Row>
        <Row term="Factory">{spell(factory)}</Row>
        <Row term="Hook">{spell(hook)}</Row>
        {suspenseHook && <Row term="Suspense">{spell(suspenseHook)}</Row>}
        {operation in effects && (
          <Row term="Touches">{readsTouchedBy(operation as EffectName).join(', ')}</Row>
        )}
        {throws.map((why) => (
          <Row key={why} term="Throws">
            {why}
          </Row>
        ))}
      </dl>
      <MemberTable caption={`Params<'${operation}'> = ${params.type}`} members={params.members} />
    </section>
  )
}

function Row({ term, children }: { term: string; children: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <code>{children}</code>
      </dd>
    </div>
  )
}

const spell = ({ name, params, result }: Callable) => `${name}(${params.join(', ')}): ${result}`
