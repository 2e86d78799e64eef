'use client'

import { createContext } from 'react'
import type { KeptPlace } from './useKeepPlace.js'
import { useInside } from '../useInside.js'

/** Where the person is looking in the `ThreadView.Root` around. */
export const PlaceContext = createContext<KeptPlace | null>(null)

/** @throws ConfigurationError outside of a `ThreadView.Root` */
export const usePlace = (): KeptPlace => useInside(PlaceContext, 'ThreadView.Root', 'place to keep')
