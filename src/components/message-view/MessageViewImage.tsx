'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { skipToken } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useFileContent } from '../../queries/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface MessageViewImageProps extends PartProps<'div'> {
  /** An image in the server's file store, fetched by `getFileContent` with the client's own authorisation. */
  fileId?: string
  /** An image elsewhere: nothing is asked of that host until the person says so. */
  url?: string
}

/** An image, loaded when the person asks for it. When that fails it says so, and can be asked for again. */
export function MessageViewImage({ fileId, url, render, ref, ...props }: MessageViewImageProps) {
  const { message } = useLabels()
  const [isWanted, setIsWanted] = useState(false)
  const [isBroken, setIsBroken] = useState(false)
  const { data, isError, isFetching, refetch } = useFileContent(
    isWanted && fileId !== undefined ? { file_id: fileId } : skipToken,
  )
  const remote = safeUrl(url)
  const state =
    fileId === undefined && !remote
      ? 'unknown'
      : !isWanted
        ? 'hidden'
        : isBroken || (isError && !isFetching)
          ? 'failed'
          : remote || data
            ? 'shown'
            : 'loading'

  const load = () => {
    setIsWanted(true)
    setIsBroken(false)
    if (isError) void refetch()
  }
  const fail = () => setIsBroken(true)
  const button = (words: string) => (
    <button type="button" className="ra-button" onClick={load}>
      {words}
    </button>
  )
  const children = {
    unknown: <p className="ra-quiet">{message.unknownPart}</p>,
    hidden: button(remote ? message.showImageFrom(remote.host) : message.showImage),
    loading: <p className="ra-quiet">{message.loadingImage}</p>,
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
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
    state: { state },
    props: mergeProps<'div'>({ className: 'ra-image', children }, props),
  })
}

/** Only plain web addresses without a name and password in them. */
function safeUrl(url: string | undefined): URL | null {
  if (url === undefined || !URL.canParse(url)) return null
  const parsed = new URL(url)
  const isWeb = parsed.protocol === 'https:' || parsed.protocol === 'http:'
  return isWeb && parsed.username === '' && parsed.password === '' ? parsed : null
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
