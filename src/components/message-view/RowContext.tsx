'use client'

import { createContext, useContext } from 'react'
import { ConfigurationError } from '../../api/index.js'
import type { TranscriptRow } from '../../run/index.js'

/** The row that a `MessageView.Root` shows. */
export const RowContext = createContext<TranscriptRow | null>(null)

/** Whether the row still grows; it changes once, where the row changes with every word. */
export const LiveContext = createContext(false)

/** The row around this part. @throws ConfigurationError outside of a `MessageView.Root` */
export function useRow(): TranscriptRow {
  const row = useContext(RowContext)
  if (!row) {
    throw new ConfigurationError(
      'A part of a message was rendered outside of <MessageView.Root id={…}>, so it has no message to show. Put it inside one.',
    )
  }
  return row
}
