'use client'

import { createContext } from 'react'
import type { PendingAction } from '../../run/index.js'
import { useInside } from '../useInside.js'

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
export const useInbox = (): InboxView =>
  useInside(InboxContext, 'ActionInbox.Root', 'action to list')
