'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { type PendingSend, useRunController } from '../../run/index.js'
import { type Labels, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useRow } from './RowContext.js'

export interface MessageViewOutcomeProps extends PartProps<'div'> {}

/** What became of a message where that is worth a word: on its way, not sent, cut short. */
export function MessageViewOutcome({ render, ref, ...props }: MessageViewOutcomeProps) {
  const labels = useLabels()
  const row = useRow()
  const children =
    row.kind === 'pending' ? (
      <SendOutcome send={row.send} words={labels.pending} />
    ) : row.message.status === 'incomplete' ? (
      labels.message.incomplete[row.message.incomplete_details?.reason ?? 'other']
    ) : null
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    enabled: children !== null,
    props: mergeProps<'div'>({ className: 'ra-outcome', children }, props),
  })
}

function SendOutcome({ send, words }: { send: PendingSend; words: Labels['pending'] }) {
  const { retry, takeBack, drafts } = useRunController()
  const { intent, state } = send
  const isStuck = state === 'refused' || state === 'unknown'
  const back = () => {
    const { composer } = drafts.store.getState()
    const taken = takeBack(intent)
    // Words that are being written meanwhile are not overwritten: the others join them.
    if (typeof taken?.content !== 'string') return
    drafts.setComposer(composer === '' ? taken.content : `${composer}\n${taken.content}`)
  }
  return (
    <>
      <span>{state === 'accepted' ? null : words[state]}</span>
      {isStuck && <span className="ra-quiet"> {send.error.message}</span>}
      {(isStuck || state === 'waiting') && (
        <span className="ra-actions">
          {isStuck && (
            <button type="button" className="ra-button" onClick={() => retry(intent)}>
              {state === 'unknown' ? words.check : words.retry}
            </button>
          )}
          <button type="button" className="ra-button" onClick={back}>
            {words.takeBack}
          </button>
        </span>
      )}
    </>
  )
}
