'use client'

import { listItems, useAssistants } from '../../queries/index.js'
import { ownOf, useRunSettings } from '../../run/index.js'
import { handOver } from '../handOver.js'
import { type PartProps, usePart } from '../usePart.js'
import { type InboxFilters, useInbox } from './InboxContext.js'
import { useInboxLabels } from './useInboxLabels.js'

export interface ActionInboxFilterProps extends PartProps<'select', { by: keyof InboxFilters }> {
  /** What is chosen from. */
  by: keyof InboxFilters
}

/**
 * Narrows the list to one tool or one assistant; there where there is something to choose from. Assistants have their
 * names where the app has listed them; nothing is asked for here.
 */
export function ActionInboxFilter({ by, ...props }: ActionInboxFilterProps) {
  const words = useInboxLabels()
  const { all, filters, setFilter } = useInbox()
  const { tools } = useRunSettings()
  const { data } = useAssistants({}, { enabled: false })
  const nameOf = (id: string): string =>
    (by === 'tool'
      ? ownOf(tools, id)?.label
      : listItems(data).find((assistant) => assistant.id === id)?.name) || id
  const found = all.flatMap(({ run, toolCalls }) =>
    by === 'tool' ? toolCalls.map((call) => call.function.name) : [run.assistant_id],
  )
  const chosen = filters[by]
  // What is chosen can be taken back, also when nothing of its kind waits any more.
  const ids = [...new Set(chosen === '' ? found : [...found, chosen])]
  return usePart('select', props, {
    ref: handOver,
    isThere: ids.length > 1 || chosen !== '',
    state: { by },
    className: 'ra-inbox-filter',
    'aria-label': words.filterBy[by],
    value: chosen,
    onChange: (event) => setFilter(by, event.currentTarget.value),
    children: (
      <>
        <option value="">{words.every[by]}</option>
        {ids.map((id) => (
          <option key={id} value={id}>
            {nameOf(id)}
          </option>
        ))}
      </>
    ),
  })
}
