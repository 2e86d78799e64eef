import { Fragment } from 'react'

import { Sentence } from './Code.js'
import type { Member } from './types.js'

export function MemberTable({ caption, members }: { caption: string; members: Member[] }) {
  if (members.length === 0) return null
  const isTold = members.some(hasMeaning)
  return (
    <table className="reference-members">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          {isTold && <th scope="col">Meaning</th>}
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={`${member.name} ${member.edition}`}>
            <th scope="row">
              <code>
                <Breakable>{member.name}</Breakable>
                {member.isOptional && '?'}
              </code>
            </th>
            <td>
              <code>{member.type}</code>
            </td>
            {isTold && (
              <td>
                <Meaning {...member} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A name breaks after an underscore, if it has to. */
const Breakable = ({ children }: { children: string }) =>
  children.split(/(?<=_)/).map((piece, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- nothing is ever moved
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {piece}
    </Fragment>
  ))

const hasMeaning = ({ sentence, byDefault, edition, isCursor }: Member) =>
  sentence !== '' || byDefault !== null || edition !== null || isCursor

function Meaning({ sentence, byDefault, edition, isCursor }: Member) {
  return (
    <>
      {edition !== null && <span className="reference-badge">{editionNames[edition]}</span>}
      {sentence !== '' && (
        <span>
          <Sentence>{sentence}</Sentence>
        </span>
      )}
      {byDefault !== null && (
        <span>
          Default: <code>{byDefault}</code>
        </span>
      )}
      {isCursor && (
        <span className="reference-quiet">
          For the client alone: hooks turn the pages themselves.
        </span>
      )}
    </>
  )
}

const editionNames = { v1: 'first edition', v2: 'second edition' }
