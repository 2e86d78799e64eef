'use client'

import { useSyncExternalStore } from 'react'
import { printing } from './printing.js'

/** Whether the page is being put on paper. */
export const usePrinting = (): boolean =>
  useSyncExternalStore(printing.subscribe, printing.read, () => false)
