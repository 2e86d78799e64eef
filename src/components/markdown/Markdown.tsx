'use client'

import { memo, useMemo } from 'react'
import { useLabels } from '../labels/index.js'
import { MarkedText } from '../message-view/MarkedText.js'
import { createReader } from './createReader.js'
import { type Group, groupPieces } from './groupPieces.js'
import { drawBlocks, MarkdownList, MarkdownTable } from './drawBlocks.js'
import { MarkdownCode } from './MarkdownCode.js'
import type { MarkdownOptions } from './MarkdownOptions.js'

export interface MarkdownProps {
  text: string
  /** It still grows: what is only half written is shown as if it were complete. */
  isLive?: boolean
  options?: MarkdownOptions | undefined
}

const noOptions: MarkdownOptions = {}

/** Markdown as elements of ours. What is finished is neither read nor drawn again while the text grows. */
export function Markdown({ text, isLive = false, options = noOptions }: MarkdownProps) {
  const hasMath = options.renderMath !== undefined
  const read = useMemo(() => createReader(hasMath), [hasMath])
  const { finished, growing } = read(text, isLive)
  const groups = groupPieces(finished, growing)
  return Array.from({ length: Math.ceil(groups.length / runLength) }, (_, at) => (
    // oxlint-disable-next-line react/no-array-index-key -- blocks come only at the end
    <MarkdownRun key={at} groups={groups} from={at * runLength} options={options} />
  ))
}

/** Blocks are drawn in runs, so that a word at the end of a long answer is no work for each block before it. */
const runLength = 16

interface MarkdownRunProps {
  groups: readonly Group[]
  from: number
  options: MarkdownOptions
}

const MarkdownRun = memo(
  function MarkdownRun({ groups, from, options }: MarkdownRunProps) {
    return groups.slice(from, from + runLength).map((group, at) => (
      // oxlint-disable-next-line react/no-array-index-key -- blocks come only at the end
      <MarkdownGroup key={at} group={group} options={options} />
    ))
  },
  (before, { groups, from, options }) => {
    if (before.options !== options) return false
    for (let at = from; at < from + runLength; at++) {
      if (before.groups[at] !== groups[at]) return false
    }
    return true
  },
)

const MarkdownGroup = memo(function MarkdownGroup({
  group,
  options,
}: {
  group: Group
  options: MarkdownOptions
}) {
  switch (group.type) {
    case 'blocks':
      return drawBlocks(group.tokens, options)
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
