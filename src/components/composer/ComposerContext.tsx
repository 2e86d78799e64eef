'use client'

import { createContext } from 'react'
import type { WhenBusy } from '../../run/index.js'
import { useInside } from '../useInside.js'

export interface ComposerView {
  /** What becomes of what is sent while a run holds the thread. */
  whenBusy: WhenBusy
  /** Sends what is written. */
  submit: (whenBusy: WhenBusy) => void
}

/** What a `Composer.Root` does. */
export const ComposerContext = createContext<ComposerView | null>(null)

/** @throws ConfigurationError outside of a `Composer.Root` */
export const useComposer = (): ComposerView =>
  useInside(ComposerContext, 'Composer.Root', 'place to send from')
