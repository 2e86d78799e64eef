'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { useFile } from '../../queries/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface MessageViewFileProps extends PartProps<'span'> {
  fileId: string
}

/** A file that goes with a message, by name as soon as the server has told it. */
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
