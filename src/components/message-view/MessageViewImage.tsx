'use client'

import { mergeProps } from '@base-ui/react/merge-props'
import { useRender } from '@base-ui/react/use-render'
import { skipToken } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useFileContent } from '../../queries/index.js'
import { useLabels } from '../labels/index.js'
import type { PartProps } from '../part.js'

export interface MessageViewImageProps extends PartProps<'div'> {
  /** An image in the server's file store, fetched with the client's own authorisation. */
  fileId?: string
  /** An image elsewhere: nothing is asked of that host until the person says so. */
  url?: string
}

/** An image, loaded when the person asks for it. */
export function MessageViewImage({ fileId, url, render, ref, ...props }: MessageViewImageProps) {
  const { message } = useLabels()
  const [isWanted, setIsWanted] = useState(false)
  const { data, isError } = useFileContent(
    isWanted && fileId !== undefined ? { file_id: fileId } : skipToken,
  )
  const remote = safeUrl(url)
  const label = remote ? message.showImageFrom(remote.host) : message.showImage
  const showButton = (
    <button type="button" className="ra-button" onClick={() => setIsWanted(true)}>
      {label}
    </button>
  )
  const children = data ? (
    <LocalImage blob={data} alt={message.image} />
  ) : isWanted && remote ? (
    <img src={remote.href} alt={message.image} referrerPolicy="no-referrer" />
  ) : isError ? (
    message.imageFailed
  ) : url !== undefined && !remote ? (
    message.unknownPart
  ) : (
    showButton
  )
  return useRender({
    defaultTagName: 'div',
    render,
    ref,
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

/** Shows bytes that were fetched: the address made for them lives as long as the image. */
function LocalImage({ blob, alt }: { blob: Blob; alt: string }) {
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob)
      image.src = url
      return () => URL.revokeObjectURL(url)
    },
    [blob],
  )
  return <img ref={show} alt={alt} />
}
