'use client'

import { createContext } from 'react'
import { type TranscriptRow, useTranscriptMessage } from '../../run/index.js'
import { useInside } from '../useInside.js'

/**
 * The id of the row that a `MessageView.Root` shows. The row itself changes with every word: for each value of a context,
 * React looks for its readers in all that is drawn below, which is the whole of a long answer.
 */
export const RowContext = createContext<string | null>(null)

/** Whether the row still grows; it changes once, where the row changes with every word. */
export const LiveContext = createContext(false)

/** The row around this part; undefined when it has just gone. @throws ConfigurationError outside of a `MessageView.Root` */
export const useRow = (): TranscriptRow | undefined =>
  useTranscriptMessage(useInside(RowContext, 'MessageView.Root id={…}', 'message to show'))
