'use client'

import { createContext, useContext } from 'react'
import { ConfigurationError } from '../../api/index.js'
import type { PendingAction } from '../../run/index.js'

/** By what a list of actions can be narrowed. */
export type InboxFilters = Readonly<Record<'tool' | 'assistant', string>>

export interface InboxView {
  /** All that waits. */
  all: readonly PendingAction[]
  /** What is left of it by the filters. */
  actions: readonly PendingAction[]
  /** An empty string lets everything pass. */
  filters: InboxFilters
  setFilter: (by: keyof InboxFilters, value: string) => void
  /** The key of the one that Tab stops at. */
  current: string | null
  setCurrent: (key: string) => void
  open: (action: PendingAction) => void
}

export const actionKey = ({ threadId, run }: PendingAction): string => `${threadId} ${run.id}`

/** What an `ActionInbox.Root` shows. */
export const InboxContext = createContext<InboxView | null>(null)

/** @throws ConfigurationError outside of an `ActionInbox.Root` */
export function useInbox(): InboxView {
  const view = useContext(InboxContext)
  if (view) return view
  throw new ConfigurationError(
    'A part of an inbox was rendered outside of <ActionInbox.Root>, so there is nothing to list. Put it inside one.',
  )
}
