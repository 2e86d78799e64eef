'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { type MessageInput, type PendingSend, useRunController } from '../../run/index.js'
import { explainError, useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { useRow } from './RowContext.js'

export interface MessageViewOutcomeProps extends PartProps<'div'> {}

/** What became of a message where that is worth a word: on its way, not sent, cut short. */
export function MessageViewOutcome({ render, ref, ...props }: MessageViewOutcomeProps) {
  const labels = useLabels()
  const row = useRow()
  const children =
    row.kind === 'pending' ? (
      <SendOutcome send={row.send} />
    ) : row.message.status === 'incomplete' ? (
      // A reason that nobody knows yet is still an end.
      (labels.message.incomplete[row.message.incomplete_details?.reason ?? 'other'] ??
      labels.message.incomplete.other)
    ) : null
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    enabled: children !== null,
    props: mergeProps<'div'>({ className: 'ra-outcome', children }, props),
  })
}

function SendOutcome({ send }: { send: PendingSend }) {
  const labels = useLabels()
  const { pending: words } = labels
  const { retry, takeBack, drafts } = useRunController()
  const { intent, state } = send
  const isStuck = state === 'refused' || state === 'unknown'
  const back = () => {
    const { composer } = drafts.store.getState()
    const taken = takeBack(intent)
    // Words that are being written meanwhile are not overwritten: the others join them.
    if (taken) drafts.setComposer([composer, wordsOf(taken)].filter(Boolean).join('\n'))
  }
  return (
    <>
      {state !== 'accepted' && !isStuck && <span>{words[state]}</span>}
      {isStuck && (
        <span role="alert">
          <strong className="ra-stuck">{words[state]}</strong>{' '}
          <span className="ra-quiet">{explainError(send.error, labels)}</span>
        </span>
      )}
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

/** What the composer can take back of a message: its words. */
const wordsOf = ({ content }: MessageInput): string =>
  typeof content === 'string'
    ? content
    : content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
