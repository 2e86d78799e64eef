'use client'

import { useMemo, useRef, useState } from 'react'
import { type PendingAction, usePendingActions } from '../../run/index.js'
import { type PartProps, usePart } from '../usePart.js'
import { leadToAsk } from '../places.js'
import { ActionInboxCount } from './ActionInboxCount.js'
import { ActionInboxEmpty } from './ActionInboxEmpty.js'
import { ActionInboxFilter } from './ActionInboxFilter.js'
import { ActionInboxList } from './ActionInboxList.js'
import { ActionInboxRefused } from './ActionInboxRefused.js'
import { actionKey, InboxContext, type InboxFilters } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxRootProps extends PartProps<'section', { count: number }> {
  /** Shows the action's thread. The focus is led to the first empty field of what it asks, and back afterwards. */
  onOpen: (action: PendingAction) => void
}

/**
 * What waits for a person over all known threads, what ends first at the top; by `listRuns`, one request a second at
 * most. Arrows, j and k move through the list, Enter opens, Escape in the form comes back. Threads that
 * cannot be looked at are counted by `ActionInbox.Refused`; the rest is listed all the same.
 */
export function ActionInboxRoot({ onOpen, ...props }: ActionInboxRootProps) {
  const words = useInboxLabels()
  const all = usePendingActions((state) => state.actions)
  const [filters, setFilters] = useState<InboxFilters>({ tool: '', assistant: '' })
  const [chosen, setChosen] = useState<{ key: string; at: number } | null>(null)
  const root = useRef<HTMLElement>(null)

  const actions = useMemo(() => all.filter((action) => passes(action, filters)), [all, filters])
  const keys = actions.map(actionKey)
  // Where the chosen one is gone, the one that took its place is next.
  const current =
    chosen && keys.includes(chosen.key)
      ? chosen.key
      : (keys[Math.min(chosen?.at ?? 0, keys.length - 1)] ?? null)

  const comeBack = () => {
    const item = root.current?.querySelector<HTMLElement>('[data-current] button')
    ;(item ?? root.current)?.focus()
  }
  const setCurrent = (key: string) => setChosen({ key, at: keys.indexOf(key) })

  const element = usePart('section', props, {
    ref: root,
    state: { count: actions.length },
    className: 'ra-inbox',
    'aria-label': words.label,
    tabIndex: -1,
    children: (
      <>
        <header className="ra-inbox-head">
          <strong>{words.label}</strong> <ActionInboxCount />
          <ActionInboxFilter by="tool" />
          <ActionInboxFilter by="assistant" />
        </header>
        <ActionInboxList />
        <ActionInboxEmpty />
        <ActionInboxRefused />
      </>
    ),
  })
  return (
    <InboxContext
      value={{
        all,
        actions,
        filters,
        setFilter: (by, value) => setFilters({ ...filters, [by]: value }),
        current,
        setCurrent,
        open(action) {
          setCurrent(actionKey(action))
          onOpen(action)
          leadToAsk(action.threadId, comeBack)
        },
      }}
    >
      {element}
    </InboxContext>
  )
}

const passes = ({ run, toolCalls }: PendingAction, { tool, assistant }: InboxFilters): boolean =>
  (assistant === '' || run.assistant_id === assistant) &&
  (tool === '' || toolCalls.some((call) => call.function.name === tool))
