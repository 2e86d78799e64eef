'use client'

import { createContext, useContext } from 'react'
import { ConfigurationError } from '../../api/index.js'
import type { Source, Sources } from './sourcesOf.js'

/** The files that the message around this part refers to. */
export interface MessageSources extends Sources {
  /** The id of the place where a source is listed. */
  idOf: (number: number) => string
}

export const SourcesContext = createContext<MessageSources | null>(null)

/** The sources of the message around this part. @throws ConfigurationError outside of a `MessageView.Root` */
export function useSources(): MessageSources {
  const sources = useContext(SourcesContext)
  if (!sources) {
    throw new ConfigurationError(
      'The sources of a message were rendered outside of <MessageView.Root id={…}>, so there is no message to refer from. Put them inside one.',
    )
  }
  return sources
}

/** The sources of the text around this part, by the index of the annotation; null where none can be shown. */
export const MarksContext = createContext<readonly (Source | undefined)[] | null>(null)
