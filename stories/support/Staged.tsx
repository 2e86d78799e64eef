import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { AssistantsProvider } from '../../src/index.js'
import type { Stage } from './createStage.js'

/** Everything that an app puts around the kit's parts. */
export function Staged({ stage, children }: { stage: Stage; children: ReactNode }) {
  const { client, queryClient, tools, storage, clock, presence, patience, canAnswer, person } =
    stage
  return (
    <QueryClientProvider client={queryClient}>
      <AssistantsProvider
        client={client}
        tools={tools}
        clock={clock}
        presence={presence}
        patience={patience}
        canAnswer={canAnswer}
        person={person}
        {...(storage && { storage })}
      >
        {children}
      </AssistantsProvider>
    </QueryClientProvider>
  )
}
