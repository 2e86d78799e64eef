import { QueryClientProvider } from '@tanstack/react-query'
import { fireEvent } from '@testing-library/react'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { AssistantChat, AssistantsProvider, ThreadProvider } from '../../../src/index.js'
import type { ThreadEntry } from '../../../src/run/controllers.js'
import { useThreadEntry } from '../../../src/run/ThreadProvider.js'
import {
  createPageParts,
  type OpenPage,
  type Page,
  type PageParts,
  rowsOf,
  writeAnswers,
} from './createPageParts.js'

interface TreeProps {
  parts: PageParts
  threadId: string
  assistantId: string
  onEntry: (entry: ThreadEntry) => void
}

/** Looks at the thread from within the tree, as any part does. */
function Probe({ onEntry }: Pick<TreeProps, 'onEntry'>) {
  onEntry(useThreadEntry())
  return null
}

function Tree({ parts, threadId, assistantId, onEntry }: TreeProps) {
  return (
    <StrictMode>
      <QueryClientProvider client={parts.cache}>
        <AssistantsProvider client={parts.client} tools={parts.tools} {...parts.settings}>
          <AssistantChat key={threadId} threadId={threadId} assistantId={assistantId} />
          <ThreadProvider threadId={threadId} assistantId={assistantId}>
            <Probe onEntry={onEntry} />
          </ThreadProvider>
        </AssistantsProvider>
      </QueryClientProvider>
    </StrictMode>
  )
}

/** What the tree did that nobody asked it to do. */
export interface TreeWatch {
  /** Words that were announced, in order. */
  announced: string[]
  /** How often focus moved without a person. */
  focusMoves: number
}

export const treeWatch: TreeWatch = { announced: [], focusMoves: 0 }

/** A tab with the real tree in StrictMode; a person clicks and types. */
export const createTreePage: OpenPage = (world, name, listener) => {
  const parts = createPageParts(world, name, listener)
  let root: Root | null = null
  let place: HTMLElement | null = null
  let shown: { threadId: string; entry: ThreadEntry | null } | null = null
  let stopWatching = () => {}

  const buttonNamed = (words: RegExp) =>
    [...(place?.querySelectorAll('button') ?? [])].find(({ textContent }) =>
      words.test(textContent),
    )

  const watch = (element: HTMLElement) => {
    let last = ''
    const observer = new MutationObserver(() => {
      const words = element.querySelector('span[role=status]')?.textContent ?? ''
      if (words !== '' && words !== last) treeWatch.announced.push(words)
      last = words
    })
    observer.observe(element, { subtree: true, childList: true, characterData: true })
    const onFocus = () => void treeWatch.focusMoves++
    element.addEventListener('focusin', onFocus)
    return () => {
      observer.disconnect()
      element.removeEventListener('focusin', onFocus)
    }
  }

  const close = () => {
    stopWatching()
    root?.unmount()
    place?.remove()
    root = null
    place = null
    shown = null
  }

  const page: Page = {
    ...parts,
    hands: {
      // Enter and a click in the same moment: a message goes once.
      send(text) {
        const input = place?.querySelector<HTMLTextAreaElement>('.ra-composer textarea')
        if (!input?.form) return
        fireEvent.change(input, { target: { value: text } })
        fireEvent.submit(input.form)
        fireEvent.submit(input.form)
      },
      stop() {
        const button = buttonNamed(/^Stop/)
        if (!button) return
        fireEvent.click(button)
        fireEvent.click(button)
      },
      answer() {
        const { controller } = page
        if (!controller || !writeAnswers(controller)) return
        const submit = place?.querySelector<HTMLButtonElement>('.ra-form button[type=submit]')
        if (submit?.form) {
          fireEvent.submit(submit.form)
          fireEvent.submit(submit.form)
        } else controller.submit().catch(() => {})
      },
    },
    get threadId() {
      return shown?.threadId ?? null
    },
    get entry() {
      return shown?.entry ?? null
    },
    get controller() {
      return shown?.entry?.controller ?? null
    },
    enter(threadId) {
      if (!root) {
        place = document.createElement('div')
        document.body.append(place)
        stopWatching = watch(place)
        root = createRoot(place)
      }
      const next: NonNullable<typeof shown> = { threadId, entry: null }
      shown = next
      root.render(
        <Tree
          parts={parts}
          threadId={threadId}
          assistantId={world.assistantId}
          onEntry={(entry) => {
            next.entry = entry
          }}
        />,
      )
    },
    leave: close,
    kill() {
      parts.kill()
      close()
    },
    get isGone() {
      return parts.isGone
    },
    rows: () => (shown?.entry ? rowsOf(shown.entry) : []),
    words: () => place?.querySelector('[role=log]')?.textContent ?? null,
  }
  return page
}
