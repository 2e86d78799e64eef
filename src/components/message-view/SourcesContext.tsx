'use client'

import { createContext } from 'react'
import type { Source, Sources } from './sourcesOf.js'
import { useInside } from '../useInside.js'

/** The files that the message around this part refers to. */
export interface MessageSources extends Sources {
  /** The id of the place where a source is listed. */
  idOf: (number: number) => string
}

export const SourcesContext = createContext<MessageSources | null>(null)

/** The sources of the message around this part. @throws ConfigurationError outside of a `MessageView.Root` */
export const useSources = (): MessageSources =>
  useInside(SourcesContext, 'MessageView.Root id={…}', 'message to refer from')

/** The sources of the text around this part, by the index of the annotation; null where none can be shown. */
export const MarksContext = createContext<readonly (Source | undefined)[] | null>(null)
