'use client'

import { memo, useMemo } from 'react'
import { useLabels } from '../labels/index.js'
import { MarkedText } from '../message-view/MarkedText.js'
import { createReader } from './createReader.js'
import { type Group, groupPieces } from './groupPieces.js'
import { MarkdownBlocks, MarkdownList, MarkdownTable } from './MarkdownBlocks.js'
import { MarkdownCode } from './MarkdownCode.js'
import type { MarkdownOptions } from './MarkdownOptions.js'

export interface MarkdownProps {
  text: string
  /** It still grows: what is only half written is shown as if it were complete. */
  isLive?: boolean
  options?: MarkdownOptions
}

const noOptions: MarkdownOptions = {}

/** Markdown as elements of ours. What is finished is neither read nor drawn again while the text grows. */
export function Markdown({ text, isLive = false, options = noOptions }: MarkdownProps) {
  const hasMath = options.renderMath !== undefined
  const read = useMemo(() => createReader(hasMath), [hasMath])
  const { finished, growing } = read(text, isLive)
  return groupPieces(finished, growing).map((group, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- blocks come only at the end
    <MarkdownGroup key={at} group={group} options={options} />
  ))
}

const MarkdownGroup = memo(function MarkdownGroup({
  group,
  options,
}: {
  group: Group
  options: MarkdownOptions
}) {
  switch (group.type) {
    case 'blocks':
      return <MarkdownBlocks tokens={group.tokens} options={options} />
    case 'list':
      return <MarkdownList list={group.list} options={options} depth={0} />
    case 'table':
      return <MarkdownTable table={group.table} options={options} depth={0} />
    case 'code':
      return <MarkdownCode text={group.text} language={group.language} options={options} />
    default:
      return <MarkdownPlain text={group.text} isFirst={group.isFirst} />
  }
})

/** What would take too long to lex, as it was typed. */
const MarkdownPlain = memo(function MarkdownPlain({
  text,
  isFirst,
}: {
  text: string
  isFirst: boolean
}) {
  const { message } = useLabels()
  return (
    <>
      {isFirst && <p className="ra-quiet">{message.plainText}</p>}
      <div className="ra-plain" dir="auto">
        <MarkedText text={text} />
      </div>
    </>
  )
})
