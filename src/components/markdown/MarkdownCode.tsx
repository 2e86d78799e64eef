'use client'

import { memo, useState } from 'react'
import { useLabels } from '../labels/index.js'
import { drawMarks } from '../message-view/MarkedText.js'
import { stripMarks } from '../message-view/marks.js'
import { showUnseen } from './inlineText.js'
import type { MarkdownOptions } from './MarkdownOptions.js'

export interface MarkdownCodeProps {
  text: string
  language?: string
  options: MarkdownOptions
}

/** A block of code: its language, a button that copies exactly what is shown, and the code itself, wrapped. */
export const MarkdownCode = memo(function MarkdownCode({
  text,
  language = '',
  options: { renderCode },
}: MarkdownCodeProps) {
  const { code } = useLabels()
  const [copied, setCopied] = useState<{ text: string; said: string }>()
  const shown = showUnseen(stripMarks(text))
  const said = copied?.text === shown ? copied.said : ''
  const copy = async () => {
    // In a page without TLS there is no clipboard.
    const clipboard = navigator.clipboard as Clipboard | undefined
    const done = await clipboard?.writeText(shown).then(
      () => true,
      () => false,
    )
    setCopied({ text: shown, said: done ? code.copied : code.copyFailed })
  }
  return (
    <div className="ra-code-block">
      <div className="ra-code-head">
        <bdi className="ra-quiet">{stripMarks(language)}</bdi>
        <span>
          <span aria-live="polite" className={said === code.copied ? 'ra-unseen' : 'ra-quiet'}>
            {said}
          </span>
          <button
            type="button"
            className="ra-button ra-copy"
            onClick={() => void copy()}
            onBlur={() => setCopied(undefined)}
          >
            {said === code.copied ? said : code.copy}
          </button>
        </span>
      </div>
      <pre className="ra-code" dir="ltr">
        <code>
          {renderCode ? renderCode({ text: shown, language: stripMarks(language) }) : shown}
        </code>
      </pre>
      {drawMarks(language + text)}
    </div>
  )
})
