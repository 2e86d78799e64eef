'use client'

import { type ReactNode, useState } from 'react'
import type { AssistantsClient } from '../api/index.js'
import { ClientProvider } from '../queries/index.js'
import { memoryStorage, type RunSettings, RunSettingsProvider } from '../run/index.js'
import { type Labels, LabelsProvider } from './labels/index.js'
import { PicturesContext } from './message-view/PicturesContext.js'

const none: readonly string[] = []

export interface AssistantsProviderProps extends RunSettings {
  /** Where everything is asked and sent, from `createAssistantsClient`. */
  client: AssistantsClient
  /** Every word that the parts show. @default english */
  labels?: Labels
  /**
   * Origins whose images are shown without a click, such as `https://images.example.org`. One that fetches any
   * address it is given lets everything in.
   * @default none
   */
  imageOrigins?: readonly string[]
  /** The app, or as much of it as speaks with assistants. */
  children: ReactNode
}

/**
 * All that the kit needs from an app, in one place: client, tools, words, storage. Goes inside a `QueryClientProvider`.
 * Without `storage`, drafts live as long as this provider; pass `indexedDbStorage()` to keep them through reloads.
 */
export function AssistantsProvider({
  client,
  labels,
  imageOrigins,
  children,
  storage,
  ...settings
}: AssistantsProviderProps) {
  const [memory] = useState(memoryStorage)
  return (
    <ClientProvider client={client}>
      <RunSettingsProvider {...settings} storage={storage ?? memory}>
        <LabelsProvider labels={labels}>
          <PicturesContext value={imageOrigins ?? none}>{children}</PicturesContext>
        </LabelsProvider>
      </RunSettingsProvider>
    </ClientProvider>
  )
}
