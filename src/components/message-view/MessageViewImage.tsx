'use client'

import { skipToken } from '@tanstack/react-query'
import { useCallback, useContext, useState } from 'react'
import type { AssistantsClient, Progress } from '../../api/index.js'
import { useAssistantsClient, useFileContent } from '../../queries/index.js'
import { handOver } from '../handOver.js'
import { useLabels } from '../labels/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { FileProgress } from './FileProgress.js'
import { PicturesContext } from './PicturesContext.js'
import { LiveContext } from './RowContext.js'
import { useSeen } from './useSeen.js'
import { webUrl } from '../markdown/safeHref.js'

export interface MessageViewImageProps extends PartProps<'div', { state: string }> {
  /** An image in the server's file store, fetched by `getFileContent` with the client's own authorisation once it is seen. */
  fileId?: string
  /** An image elsewhere: nothing is asked of that host until the person says so, or the app did by `imageOrigins`. */
  url?: string
}

/** The addresses that somebody asked for, so that a row that comes back into sight does not ask again. */
const askedFor = new WeakMap<AssistantsClient, Set<string>>()

function askedOf(client: AssistantsClient): Set<string> {
  const asked = askedFor.get(client) ?? new Set()
  askedFor.set(client, asked)
  return asked
}

/** An image. While it comes it says how much has come; when that fails it says so, and can be asked for again. */
export function MessageViewImage({ fileId, url, ...props }: MessageViewImageProps) {
  const { message } = useLabels()
  const origins = useContext(PicturesContext)
  const isLive = useContext(LiveContext)
  const seen = useSeen()
  const [isBroken, setIsBroken] = useState(false)
  const [progress, setProgress] = useState<Progress | null>(null)
  const remote = url === undefined ? undefined : webUrl(url)
  const asked = askedOf(useAssistantsClient())
  const [isAskedFor, setIsAskedFor] = useState(() => remote !== undefined && asked.has(remote.href))
  // An address that is still being written leads anywhere.
  const isAllowed = remote ? !isLive && origins.includes(remote.origin) : fileId !== undefined
  const isWanted = isAskedFor || (isAllowed && seen.isSeen)
  const { data, isError, isFetching, refetch } = useFileContent(
    isWanted && fileId !== undefined ? { file_id: fileId } : skipToken,
    { meta: { onProgress: setProgress } },
  )
  const state =
    fileId === undefined && !remote
      ? 'unknown'
      : !isWanted
        ? isAllowed
          ? 'loading'
          : 'hidden'
        : isBroken || (isError && !isFetching)
          ? 'failed'
          : remote || data
            ? 'shown'
            : 'loading'

  const load = () => {
    if (remote) asked.add(remote.href)
    setIsAskedFor(true)
    setIsBroken(false)
    setProgress(null)
    if (isError) void refetch()
  }
  const fail = () => setIsBroken(true)
  const button = (words: string) => (
    <button ref={handOver} type="button" className="ra-button" onClick={load}>
      {words}
    </button>
  )
  const children = {
    unknown: <p className="ra-quiet">{message.unknownPart}</p>,
    hidden: remote && button(message.showImageFrom(remote.host)),
    loading: <FileProgress label={message.loadingImage} progress={progress} />,
    shown: data ? (
      <LocalImage blob={data} alt={message.image} onError={fail} />
    ) : (
      <img src={remote?.href} alt={message.image} referrerPolicy="no-referrer" onError={fail} />
    ),
    failed: (
      <>
        <p role="alert">{message.imageFailed}</p>
        {button(message.loadImageAgain)}
      </>
    ),
  }[state]
  return usePart('div', props, {
    ref: seen.ref,
    state: { state },
    className: 'ra-image',
    children,
  })
}

interface LocalImageProps {
  blob: Blob
  alt: string
  onError: () => void
}

/** Shows bytes that were fetched: the address made for them lives as long as the image. */
function LocalImage({ blob, alt, onError }: LocalImageProps) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob)
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [blob],
  )
  return <img ref={show} alt={alt} onError={onError} />
}
