'use client'

import { createContext, useContext } from 'react'
import { ConfigurationError } from '../../api/index.js'
import type { KeptPlace } from './useKeepPlace.js'

/** Where the person is looking in the `ThreadView.Root` around. */
export const PlaceContext = createContext<KeptPlace | null>(null)

/** @throws ConfigurationError outside of a `ThreadView.Root` */
export function usePlace(): KeptPlace {
  const place = useContext(PlaceContext)
  if (!place) {
    throw new ConfigurationError(
      'A part of a thread view was rendered outside of <ThreadView.Root>. Put it inside one.',
    )
  }
  return place
}
