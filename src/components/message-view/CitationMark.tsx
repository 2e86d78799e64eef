'use client'

import { skipToken } from '@tanstack/react-query'
import { memo, type MouseEvent, useContext } from 'react'
import { useFile } from '../../queries/index.js'
import { useLabels } from '../labels/index.js'
import { rootOf } from '../rootOf.js'
import { MarksContext, SourcesContext } from './SourcesContext.js'

/** The number of a source in the text; pressed, it opens the source below the message and goes there. */
export const CitationMark = memo(function CitationMark({ index }: { index: number }) {
  const { message } = useLabels()
  const source = useContext(MarksContext)?.[index]
  const sources = useContext(SourcesContext)
  const { data } = useFile(source ? { file_id: source.fileId } : skipToken)
  if (!source || !sources) return null
  const { number, fileId } = source
  const open = (event: MouseEvent<HTMLElement>) => {
    const listed = rootOf(event.currentTarget).getElementById(sources.idOf(number))
    listed?.setAttribute('open', '')
    listed?.querySelector('summary')?.focus()
  }
  return (
    <sup className="ra-citation">
      <button
        type="button"
        aria-label={message.source(number, data?.filename ?? fileId)}
        onClick={open}
      >
        {number}
      </button>
    </sup>
  )
})
