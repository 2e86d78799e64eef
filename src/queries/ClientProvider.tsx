'use client'

import { createContext, type ReactNode, use } from 'react'

import { type AssistantsClient, ConfigurationError } from '../api/index.js'

const ClientContext = createContext<AssistantsClient | null>(null)

/** What the provider of a client takes. */
export interface ClientProviderProps {
  /** Made once, outside of render. */
  client: AssistantsClient
  /** Whatever uses the client. */
  children?: ReactNode
}

/** Hands a client down to the hooks below it; the cache comes from `QueryClientProvider`. */
export function ClientProvider({ client, children }: ClientProviderProps) {
  return <ClientContext value={client}>{children}</ClientContext>
}

/**
 * The client that the nearest provider above hands down.
 *
 * @throws ConfigurationError when there is none
 */
export function useAssistantsClient(): AssistantsClient {
  const client = use(ClientContext)
  if (client === null) {
    throw new ConfigurationError(
      'No provider above this hook hands down a client. Wrap the app in <ClientProvider client={client}> or AssistantsProvider.',
    )
  }
  return client
}
