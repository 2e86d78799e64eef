'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import type { KeyboardEvent } from 'react'
import { useComposerDraft } from '../../run/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'
import { usePlace } from '../places.js'
import { useComposer } from './ComposerContext.js'

export interface ComposerInputProps extends PartProps<'textarea'> {}

/** The words that are being written. Enter sends, Shift+Enter makes a new line, and an input method is left in peace. */
export function ComposerInput({ render, ref, ...props }: ComposerInputProps) {
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
  return useRender({
    defaultTagName: 'textarea',
    render,
    ref: ref ? [ref, place] : place,
    props: mergeProps<'textarea'>(
      {
        className: 'ra-input ra-composer-input',
        rows: 1,
        dir: 'auto',
        'aria-label': composer.label,
        placeholder: composer.placeholder,
        value: text,
        onChange: (event) => setText(event.currentTarget.value),
        onKeyDown,
      },
      props,
    ),
  })
}
