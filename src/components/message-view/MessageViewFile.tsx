'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useFile } from '../../queries/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface MessageViewFileProps extends PartProps<'span'> {
  /** The file's id, from a message's `attachments`. */
  fileId: string
}

/** A file that goes with a message, by name as soon as `getFile` has told it; by its id until then, or if that fails. */
export function MessageViewFile({ fileId, render, ref, ...props }: MessageViewFileProps) {
  const { message } = useLabels()
  const { data } = useFile({ file_id: fileId })
  return useRender({
    defaultTagName: 'span',
    render,
    ref,
    props: mergeProps<'span'>(
      {
        className: 'ra-file',
        children: (
          <>
            <span className="ra-quiet">{message.file}</span> <bdi>{data?.filename ?? fileId}</bdi>
          </>
        ),
      },
      props,
    ),
  })
}
