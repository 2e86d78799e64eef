'use client'

import {
  decidableCalls,
  decideAll,
  refusedCalls,
  useRunController,
  useRunSettings,
  useThreadState,
} from '../../run/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormDecideAllProps extends PartProps<'div'> {}

/** Approves or rejects all calls that ask for it, to be looked over and sent; there when at least two do. */
export function ToolOutputFormDecideAll(props: ToolOutputFormDecideAllProps) {
  const { ask: words } = useLabels()
  const { ask, state } = useAskView()
  const { tools = {}, canAnswer } = useRunSettings()
  const { drafts } = useRunController()
  const calls = useThreadState((thread) => thread.calls)
  const refused = refusedCalls(ask, calls, canAnswer)
  const open = decidableCalls(ask, calls, tools).filter(({ id }) => !refused.has(id))
  const toButton = (decision: 'approve' | 'reject', name: string) => (
    <button
      type="button"
      className="ra-button"
      onClick={() => decideAll(ask, open, decision, tools, drafts)}
    >
      {name}
    </button>
  )
  return usePart('div', props, {
    ref: handOver,
    isThere: state === 'open' && open.length > 1,
    className: 'ra-decide-all',
    children: (
      <>
        {toButton('approve', words.approveAll(open.length))}
        {toButton('reject', words.rejectAll(open.length))}
      </>
    ),
  })
}
