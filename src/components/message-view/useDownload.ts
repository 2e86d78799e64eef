'use client'

import { useState } from 'react'
import type { Progress } from '../../api/index.js'
import { useFileContent } from '../../queries/index.js'

/** Fetches a file through the client when it is asked for, and gives it to the person. */
export function useDownload(fileId: string, filename: string) {
  const [progress, setProgress] = useState<Progress | null>(null)
  const { data, isError, isFetching, refetch } = useFileContent(
    { file_id: fileId },
    { enabled: false, meta: { onProgress: setProgress } },
  )
  const download = async () => {
    setProgress(null)
    const blob = data ?? (await refetch()).data
    if (blob) saveBlob(blob, filename)
  }
  const state = isFetching ? 'loading' : isError ? 'failed' : 'idle'
  return { state, progress, download } as const
}

/** The browser keeps what a link with a name leads to. */
function saveBlob(blob: Blob, filename: string) {
  const href = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = href
  link.download = filename
  link.click()
  // The browser has taken hold of it once this turn is over.
  setTimeout(() => URL.revokeObjectURL(href))
}
