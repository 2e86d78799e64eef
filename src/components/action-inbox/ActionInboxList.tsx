'use client'

import type { KeyboardEvent } from 'react'
import { type PartProps, usePart } from '../usePart.js'
import { ActionInboxItem } from './ActionInboxItem.js'
import { actionKey, useInbox } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxListProps extends PartProps<'ul'> {}

/** Where a key leads, from `at` in a list of `count`. */
function next(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(at + 1, count - 1)
    case 'ArrowUp':
    case 'k':
      return Math.max(at - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** The actions, one `ActionInbox.Item` each; one stop for Tab, arrows, j and k within. */
export function ActionInboxList(props: ActionInboxListProps) {
  const words = useInboxLabels()
  const { actions, current, setCurrent } = useInbox()
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const at = actions.findIndex((action) => actionKey(action) === current)
    const to = next(event.key, at, actions.length)
    const action = to === null ? undefined : actions[to]
    if (to === null || !action) return
    event.preventDefault()
    setCurrent(actionKey(action))
    event.currentTarget.querySelectorAll<HTMLElement>(':scope > * > button')[to]?.focus()
  }
  return usePart('ul', props, {
    isThere: actions.length > 0,
    className: 'ra-inbox-list',
    'aria-label': words.label,
    onKeyDown,
    children: actions.map((action) => <ActionInboxItem key={actionKey(action)} action={action} />),
  })
}
