'use client'

import { createContext, useContext } from 'react'
import { ConfigurationError } from '../../api/index.js'
import type { WhenBusy } from '../../run/index.js'

export interface ComposerView {
  /** What becomes of what is sent while a run holds the thread. */
  whenBusy: WhenBusy
  /** Sends what is written. */
  submit: (whenBusy: WhenBusy) => void
}

/** What a `Composer.Root` does. */
export const ComposerContext = createContext<ComposerView | null>(null)

/** @throws ConfigurationError outside of a `Composer.Root` */
export function useComposer(): ComposerView {
  const view = useContext(ComposerContext)
  if (view) return view
  throw new ConfigurationError(
    'A part of a composer was rendered outside of <Composer.Root>, so nothing would send what is written. Put it inside one.',
  )
}
