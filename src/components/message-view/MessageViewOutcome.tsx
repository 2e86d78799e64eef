'use client'

import type { MessageIn } from '../../api/index.js'
import { useIsSupported } from '../../queries/index.js'
import {
  type MessageInput,
  ownOf,
  type PendingSend,
  useLiveRun,
  useRunController,
  useThreadState,
} from '../../run/index.js'
import { handOver } from '../handOver.js'
import { explainError, type Labels, useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { goTo } from '../places.js'
import { useRow } from './RowContext.js'

export interface MessageViewOutcomeProps extends PartProps<'div'> {}

/**
 * What became of a message where that is worth a word: on its way, not sent, cut short. One that was not sent says why
 * and keeps its words, to be sent again, taken back into the composer, or removed.
 */
export function MessageViewOutcome(props: MessageViewOutcomeProps) {
  const labels = useLabels()
  const row = useRow()
  const children =
    row?.kind === 'pending' ? (
      <SendOutcome send={row.send} />
    ) : row?.message.status === 'incomplete' ? (
      explainEnd(row.message, labels)
    ) : null
  return usePart('div', props, {
    ref: handOver,
    isThere: children !== null,
    className: 'ra-outcome',
    children,
  })
}

/** A reason that nobody knows yet is still an end. */
function explainEnd(
  { incomplete_details: { reason } }: MessageIn<'incomplete'>,
  { message: { incomplete: causes } }: Labels,
): string {
  return ownOf(causes, reason) ?? causes.other
}

function SendOutcome({ send }: { send: PendingSend }) {
  const labels = useLabels()
  const { pending: words } = labels
  const isAsked = useLiveRun(({ phase }) => phase === 'asking')
  const { state } = send
  const isStuck = state === 'refused' || state === 'unknown'
  return (
    <>
      {state !== 'accepted' && !isStuck && (
        <span>{state === 'waiting' && isAsked ? words.waitingForAnswer : words[state]}</span>
      )}
      {isStuck && (
        <span role="alert">
          <strong className="ra-stuck">{words[state]}</strong>{' '}
          <span className="ra-quiet">{explainError(send.error, labels)}</span>
        </span>
      )}
      {(isStuck || state === 'waiting') && <SendActions send={send} isAsked={isAsked} />}
    </>
  )
}

/** What a person can do with a message that waits, or that did not go out. */
function SendActions({ send, isAsked }: { send: PendingSend; isAsked: boolean }) {
  const { pending: words, composer } = useLabels()
  const controller = useRunController()
  const { retry, takeBack, drafts, stop } = controller
  const { intent, state, input } = send
  const canStop = useIsSupported('cancelRun')
  const isNext = useThreadState(
    ({ pending }) => pending.find((one) => one.state === 'waiting')?.intent === intent,
  )
  const text = wordsOf(input)
  const edit = () => {
    if (takeBack(intent) === null) return
    const { composer: written } = drafts.store.getState()
    // Words that are being written meanwhile are not overwritten: the others join them.
    drafts.setComposer([written, text].filter(Boolean).join('\n'))
    goTo(controller, 'composer')
  }
  const remove = () => {
    if (takeBack(intent) !== null) goTo(controller, 'composer')
  }
  return (
    <span ref={handOver} className="ra-actions">
      {(state === 'refused' || state === 'unknown') && (
        <button ref={handOver} type="button" className="ra-button" onClick={() => retry(intent)}>
          {state === 'unknown' ? words.check : words.retry}
        </button>
      )}
      {state === 'waiting' && isAsked && isNext && (
        <button
          ref={handOver}
          type="button"
          className="ra-button"
          onClick={() => void goTo(controller, 'ask')}
        >
          {composer.toAsk}
        </button>
      )}
      {state === 'waiting' && canStop && isNext && (
        <button ref={handOver} type="button" className="ra-button" onClick={() => void stop()}>
          {composer.stopAndSend}
        </button>
      )}
      {text !== null && (
        <button ref={handOver} type="button" className="ra-button" onClick={edit}>
          {state === 'waiting' ? words.edit : words.takeBack}
        </button>
      )}
      <button ref={handOver} type="button" className="ra-button" onClick={remove}>
        {words.remove}
      </button>
    </span>
  )
}

/** What the composer can take back of a message: its words. Null where there is more to it than words. */
function wordsOf({ content, attachments }: MessageInput): string | null {
  if (attachments && attachments.length > 0) return null
  if (typeof content === 'string') return content
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []))
  return texts.length === content.length ? texts.join('\n') : null
}
