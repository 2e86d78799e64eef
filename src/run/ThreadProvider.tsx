'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
} from 'react'
import { ConfigurationError } from '../api/index.js'
import { useAssistantsClient } from '../queries/index.js'
import type { CanAnswer, RunParams, WhenBusy } from './controllerContext.js'
import { findThread, holdThread, type ThreadEntry } from './controllers.js'
import type { ControllerOptions } from './runController.js'
import type { ToolSet } from './tools.js'

/** What all threads of an app share. */
export interface RunSettings extends Pick<
  ControllerOptions,
  'storage' | 'clock' | 'ids' | 'schedule' | 'presence' | 'tabs' | 'patience'
> {
  /** The tools that answer calls, by the name under which assistants know them. */
  tools?: ToolSet | undefined
  /** Whether the person may answer a call: true, or why not, in words for them. @default every call may be answered */
  canAnswer?: CanAnswer | undefined
  /**
   * Who answers here, in words that others may read: kept with each answered run, by modifyRun.
   * @default nobody is named, and nothing is kept
   */
  person?: string | undefined
}

const SettingsContext = createContext<RunSettings>({})

/** Gives all threads below their tools, storage and clock. `AssistantsProvider` does it for most apps. */
export function RunSettingsProvider({
  children,
  tools,
  canAnswer,
  person,
  storage,
  clock,
  ids,
  schedule,
  presence,
  tabs,
  patience,
}: RunSettings & {
  /** The threads, and whatever else reads the settings. */
  children: ReactNode
}) {
  const settings = useMemo(
    () => ({ tools, canAnswer, person, storage, clock, ids, schedule, presence, tabs, patience }),
    [tools, canAnswer, person, storage, clock, ids, schedule, presence, tabs, patience],
  )
  return <SettingsContext value={settings}>{children}</SettingsContext>
}

/** The settings that `RunSettingsProvider` gave. */
export const useRunSettings = (): RunSettings => useContext(SettingsContext)

const ThreadContext = createContext<ThreadEntry | null>(null)

/**
 * The thread around this component.
 *
 * @throws ConfigurationError when there is no `ThreadProvider` above
 */
export function useThreadEntry(): ThreadEntry {
  const entry = useContext(ThreadContext)
  if (!entry) {
    throw new ConfigurationError(
      'A part of a thread was rendered outside of a thread, so it has nothing to show. Put <ThreadProvider threadId={…}> around it.',
    )
  }
  return entry
}

const AssistantIdContext = createContext<string | undefined>(undefined)

/** Who answers in the thread around this component; undefined while nobody was chosen. */
export const useThreadAssistantId = (): string | undefined => useContext(AssistantIdContext)

const WhenBusyContext = createContext<WhenBusy>('wait')

/** What becomes of a message that is sent while a run holds the thread around this component. */
export const useThreadWhenBusy = (): WhenBusy => useContext(WhenBusyContext)

export interface ThreadProviderProps {
  /** The thread to show; null or absent for a conversation that has yet to begin. */
  threadId?: string | null | undefined
  /**
   * The id of the message to open the thread at: that of a link, of what was found, of a citation. Whenever it changes to
   * another one, the person is led there. `useRunController().goTo` does the same by an act.
   * @default the latest message
   */
  around?: string | null | undefined
  /** The first send made the thread: keep the id, and pass it as `threadId` from now on. */
  onThreadChange?: ((threadId: string) => void) | undefined
  /** Who answers. Without one the thread is shown and its questions can be answered, but nothing can be sent. */
  assistantId?: string | undefined
  /** Goes with every run: model, instructions, metadata and the rest of createRun. */
  runParams?: RunParams | undefined
  /** What becomes of a message that is sent while a run holds the thread. @default 'wait' */
  whenBusy?: WhenBusy | undefined
  /** Tells conversations that have yet to begin apart, also after a reload. @default one for each place in the tree */
  draftKey?: string | undefined
  /** What shows the thread, or acts on it. */
  children?: ReactNode
}

/** One thread for everything below: its messages, its live run, what is being written. Shared by every mount of it. */
export function ThreadProvider({
  threadId = null,
  around = null,
  onThreadChange,
  assistantId,
  runParams,
  whenBusy = 'wait',
  draftKey: givenDraftKey,
  children,
}: ThreadProviderProps) {
  const client = useAssistantsClient()
  const cache = useQueryClient()
  const { tools, canAnswer, person, storage, clock, ids, schedule, presence, tabs, patience } =
    useRunSettings()
  const place = useId()
  const draftKey = givenDraftKey ?? `new ${place}`
  const name = threadId ?? draftKey

  const entry = useMemo(
    () =>
      findThread(name, {
        client,
        cache,
        threadId,
        around,
        draftKey,
        storage,
        clock,
        ids,
        schedule,
        presence,
        tabs,
        patience,
      }),
    [
      name,
      client,
      cache,
      threadId,
      around,
      draftKey,
      storage,
      clock,
      ids,
      schedule,
      presence,
      tabs,
      patience,
    ],
  )

  // Before any effect that attaches, or that acts as soon as it is mounted.
  useLayoutEffect(() => {
    const asking = { tools, canAnswer, person }
    entry.controller.configure({ ...asking, assistantId, runParams, whenBusy, onThreadChange })
  }, [entry, tools, canAnswer, person, assistantId, runParams, whenBusy, onThreadChange])
  useLayoutEffect(() => {
    if (around !== null) entry.controller.goTo(around)
  }, [entry, around])
  useEffect(() => holdThread(name, entry, { cache, client }), [name, entry, cache, client])

  return (
    <ThreadContext value={entry}>
      <AssistantIdContext value={assistantId}>
        <WhenBusyContext value={whenBusy}>{children}</WhenBusyContext>
      </AssistantIdContext>
    </ThreadContext>
  )
}
