'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { type LiveRun, useLiveRun } from '../../run/index.js'
import { type Labels, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface RunStatusLabelProps extends PartProps<'span'> {}

/** The state in a few words; the one place that speaks to a screen reader by itself, and only at boundaries. */
export function RunStatusLabel({ render, ref, ...props }: RunStatusLabelProps) {
  const { run } = useLabels()
  const words = useLiveRun((live) => describe(live, run))
  return useRender({
    defaultTagName: 'span',
    render,
    ref,
    props: mergeProps<'span'>(
      { className: 'ra-run-status-label', role: 'status', children: words },
      props,
    ),
  })
}

function describe(live: LiveRun, words: Labels['run']): string {
  if (live.stopping) return words.cancelling
  switch (live.phase) {
    case 'idle':
      return ''
    case 'sending':
      return words.sending
    case 'asking':
      return words.asking(live.toolCalls.length)
    case 'failed':
      return words.broken
    case 'settled':
      return words[live.run.status]
    default:
      break
  }
  if (live.link === 'lost') return words.lost
  const { status } = live.run
  if (status === 'queued' || status === 'cancelling') return words[status]
  if (status === 'in_progress') return live.link === 'poll' ? words.polling : words.in_progress
  return words.unknownStatus
}
