'use client'

import type { KeyboardEvent } from 'react'
import { useComposerDraft } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { usePlace } from '../places.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerInputProps extends PartProps<'textarea'> {}

/** The words that are being written. Enter sends, Shift+Enter makes a new line, and an input method is left in peace. */
export function ComposerInput(props: ComposerInputProps) {
  useComposer()
  const { composer } = useLabels()
  const [text, setText] = useComposerDraft()
  const place = usePlace('composer')
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229 is how Safari says that the Enter belongs to the input method, after the composition has ended.
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return
    event.preventDefault()
    // A key that is held down was pressed elsewhere, or for what was sent already.
    if (!event.repeat) event.currentTarget.form?.requestSubmit()
  }
  return usePart('textarea', props, {
    ref: place,
    className: 'ra-input ra-composer-input',
    rows: 1,
    dir: 'auto',
    'aria-label': composer.label,
    placeholder: composer.placeholder,
    value: text,
    onChange: (event) => setText(event.currentTarget.value),
    onKeyDown,
  })
}
