'use client'

import { createContext, useContext } from 'react'
import { ConfigurationError } from '../../api/index.js'

/** Whether there is a `Composer.Root` around. */
export const ComposerContext = createContext(false)

/** @throws ConfigurationError outside of a `Composer.Root` */
export function useComposer(): void {
  if (useContext(ComposerContext)) return
  throw new ConfigurationError(
    'A part of a composer was rendered outside of <Composer.Root>, so nothing would send what is written. Put it inside one.',
  )
}
