import { QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'

import { createAssistantsClient, dialects, isUnsupportedError } from '../../src/api/index.js'
import {
  ClientProvider,
  useCancelRun,
  useIsSupported,
  useMessageFiles,
} from '../../src/queries/index.js'
import { makeCache, settle } from './support.js'

const ids = { thread_id: 't1', run_id: 'run_1' }

function setUp(options: Partial<Parameters<typeof createAssistantsClient>[0]> = {}) {
  let requests = 0
  const client = createAssistantsClient({
    baseUrl: 'https://server.test/v1',
    fetch: () => {
      requests++
      return Promise.resolve(Response.json({ detail: 'No' }, { status: 405 }))
    },
    ...options,
  })
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={makeCache()}>
      <ClientProvider client={client}>{children}</ClientProvider>
    </QueryClientProvider>
  )
  return { client, wrapper, requests: () => requests }
}

it('says anew whether an operation can be used, once the server was seen to lack it', async () => {
  const { client, wrapper } = setUp()
  const { result } = renderHook(() => useIsSupported('cancelRun'), { wrapper })
  expect(result.current).toBe(true)
  await act(() => client.cancelRun(ids).catch(() => {}))
  expect(result.current).toBe(false)
})

it('says so of what dialect and edition lack, whose reads and writes name the way out unsent', async () => {
  const { wrapper, requests } = setUp({ dialect: dialects.modelStudio })
  const { result } = renderHook(
    () => ({
      isSupported: [useIsSupported('cancelRun'), useIsSupported('listMessageFiles')],
      read: useMessageFiles({ thread_id: 't1', message_id: 'm1' }),
      write: useCancelRun(),
    }),
    { wrapper },
  )
  await act(async () => {
    result.current.write.mutate(ids)
    await settle()
  })
  const { isSupported, read, write } = result.current
  expect(isSupported).toEqual([false, false])
  expect([read.error, write.error].map(isUnsupportedError)).toEqual([true, true])
  expect([read.error?.message, write.error?.message]).toEqual([
    expect.stringContaining('Use getMessage and its attachments.'),
    expect.stringContaining('Use getRun, and wait'),
  ])
  expect(requests()).toBe(0)
})
