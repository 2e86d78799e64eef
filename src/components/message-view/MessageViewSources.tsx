'use client'

import { memo } from 'react'
import { useFile } from '../../queries/index.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { MessageViewFile } from './MessageViewFile.js'
import { useSources } from './SourcesContext.js'
import type { Source } from './sourcesOf.js'

export interface MessageViewSourcesProps extends PartProps<'ol'> {}

/** The files that the message's citations and file links refer to, each once, with what was quoted of it. */
export const MessageViewSources = memo(function MessageViewSources({
  ...props
}: MessageViewSourcesProps) {
  const { message } = useLabels()
  const { list, idOf } = useSources()
  return usePart('ol', props, {
    isThere: list.length > 0,
    className: 'ra-sources',
    'aria-label': message.sources,
    children: list.map((source) => (
      <ListedSource key={source.number} source={source} id={idOf(source.number)} />
    )),
  })
})

function ListedSource({ source, id }: { source: Source; id: string }) {
  const { message } = useLabels()
  const { number, fileId, quotes } = source
  const { data } = useFile({ file_id: fileId })
  const name = data?.filename ?? fileId
  return (
    <li>
      <details id={id}>
        <summary>
          <span className="ra-quiet">{number}</span> <bdi>{name}</bdi>
        </summary>
        {quotes.map((quote) => (
          <blockquote key={quote} dir="auto">
            {quote}
          </blockquote>
        ))}
        <MessageViewFile fileId={fileId} words={message.downloadFile(name)} />
      </details>
    </li>
  )
}
