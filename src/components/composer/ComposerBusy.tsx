'use client'

import { isBusy, useComposerDraft, useLiveRun } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { useComposer } from './ComposerContext.js'
import { ComposerStopAndSend } from './ComposerStopAndSend.js'
import { ComposerToAsk } from './ComposerToAsk.js'

export interface ComposerBusyProps extends PartProps<'div', { asking: boolean }> {}

/** Says what becomes of what is written while a run holds the thread, and offers the other ways. */
export function ComposerBusy(props: ComposerBusyProps) {
  const { whenBusy } = useComposer()
  const { busy: words } = useLabels().composer
  const [text] = useComposerDraft()
  const isHeld = useLiveRun(isBusy)
  const isAsked = useLiveRun(({ phase }) => phase === 'asking')
  const says = isAsked && whenBusy === 'wait' ? 'waitForAnswer' : whenBusy
  return usePart('div', props, {
    isThere: isHeld && text.trim() !== '',
    state: { asking: isAsked },
    className: 'ra-composer-busy',
    children: (
      <>
        {/* Outside of an ask there is nothing to go to. */}
        <span>{words[says === 'answer' && !isAsked ? 'wait' : says]}</span>
        <ComposerToAsk />
        <ComposerStopAndSend />
      </>
    ),
  })
}
