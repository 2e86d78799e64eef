import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ClientProvider, createAssistantsClient } from '../../src/index.js'

const client = createAssistantsClient({
  baseUrl: 'https://server.test/v1',
  fetch: () => Promise.reject(new Error('nothing is asked here')),
})
const cache = new QueryClient()

/** What a picture needs around it. */
export const Around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={cache}>
    <ClientProvider client={client}>{children}</ClientProvider>
  </QueryClientProvider>
)
