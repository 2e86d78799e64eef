'use client'

import type { ReactNode } from 'react'
import { useFile } from '../../queries/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { FileProgress } from './FileProgress.js'
import { useDownload } from './useDownload.js'

export interface MessageViewFileProps extends PartProps<'span', { state: string }> {
  /** The file's id, from a message's `attachments` or annotations. */
  fileId: string
  /** What the button says. @default the words of the catalogue */
  words?: ReactNode
}

/**
 * A file that goes with a message, by name as soon as `getFile` has told it; by its id until then, or if that fails.
 * Pressed, it is fetched by `getFileContent` with the client's own authorisation and saved; when
 * that fails it says so, and can be pressed again.
 */
export function MessageViewFile({ fileId, words, ...props }: MessageViewFileProps) {
  const { message } = useLabels()
  const { data } = useFile({ file_id: fileId })
  const name = data?.filename ?? fileId
  const { state, progress, download } = useDownload(fileId, name)
  return usePart('span', props, {
    state: { state },
    className: 'ra-file',
    children: (
      <>
        {words === undefined && (
          <>
            <span className="ra-quiet">{message.file}</span> <bdi>{name}</bdi>{' '}
          </>
        )}
        {state === 'loading' ? (
          <FileProgress label={message.loadingFile} progress={progress} />
        ) : (
          <button
            ref={handOver}
            type="button"
            className={words === undefined ? 'ra-button' : 'ra-link'}
            aria-label={words === undefined ? message.downloadFile(name) : undefined}
            onClick={() => void download()}
          >
            {words ?? message.download}
          </button>
        )}
        {state === 'failed' && <span role="alert"> {message.fileFailed}</span>}
      </>
    ),
  })
}
