'use client'

import { ownOf, useRunController, useRunSettings, useThreadState } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'

export interface ToolOutputFormKeptProps extends PartProps<'div'> {}

/**
 * What was written in answer to calls that are over, until the same tool is called again and it is filled in there, or
 * the person gives it up. Stands beside `ToolOutputForm.Root`; nothing while there is none.
 */
export function ToolOutputFormKept(props: ToolOutputFormKeptProps) {
  const { ask: words } = useLabels()
  const kept = useThreadState((thread) => thread.kept)
  const { discardKept } = useRunController()
  const { tools } = useRunSettings()
  const nameOf = (name: string) => ownOf(tools, name)?.label ?? name
  return usePart('div', props, {
    ref: handOver,
    isThere: kept.length > 0,
    className: 'ra-kept',
    children: (
      <>
        <p className="ra-quiet">{words.kept}</p>
        <ul>
          {kept.map(({ id, name, answer }) => (
            <li key={id} ref={handOver}>
              <bdi>{nameOf(name)}</bdi> <q dir="auto">{answer.text}</q>{' '}
              <button type="button" className="ra-button" onClick={() => discardKept(id)}>
                {words.discard}
              </button>
            </li>
          ))}
        </ul>
      </>
    ),
  })
}
