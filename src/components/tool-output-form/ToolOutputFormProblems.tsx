'use client'

import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { rootOf } from '../rootOf.js'
import { useAskView } from './AskContext.js'

export interface ToolOutputFormProblemsProps extends PartProps<'ul'> {}

/** What is wrong in the forms after an attempt to send them: each leads to its field. Nothing while nothing is. */
export function ToolOutputFormProblems(props: ToolOutputFormProblemsProps) {
  const { ask: words } = useLabels()
  const { state, showsFaults, problems } = useAskView()
  const all = Array.from(problems.values()).flat()
  return usePart('ul', props, {
    isThere: state === 'open' && showsFaults && all.length > 0,
    className: 'ra-problems',
    'aria-label': words.problems,
    children: all.map(({ id = '', key, label, message }) => (
      <li key={`${id} ${key} ${message}`}>
        <button
          type="button"
          className="ra-link"
          onClick={(event) => rootOf(event.currentTarget).getElementById(id)?.focus()}
        >
          <bdi>{label}</bdi>
        </button>
        : <span dir="auto">{message}</span>
      </li>
    )),
  })
}
