import { QueryClient } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'

import { listItems, messagesQuery, runQuery, threadQuery } from '../../src/queries/index.js'
import { App, html, makeBackend, prefetch } from './ssrPage.js'

it('renders on a server what was fetched before, without another request', async () => {
  expect(typeof window).toBe('undefined')
  const backend = await makeBackend()
  const state = await prefetch(backend)
  expect(backend.heard).toHaveLength(7)
  const props = { ...backend.page, client: backend.client, cache: new QueryClient(), state }
  const said = renderToString(createElement(App, props))
  expect(said.replaceAll(/<!--.*?-->/g, '')).toBe(html)
  expect(backend.heard).toHaveLength(7)
  props.cache.clear()
  backend.close()
})

it('serves the loader of a router: what is there is not asked for again', async () => {
  const { client, heard, run, close } = await makeBackend()
  const cache = new QueryClient()
  const of = { thread_id: run.thread_id }
  const load = () =>
    Promise.all([
      cache.ensureQueryData(runQuery(client, run)),
      cache.ensureQueryData(threadQuery(client, of)),
      cache.ensureInfiniteQueryData(messagesQuery(client, of)),
    ])
  await load()
  const [loaded, thread, messages] = await load()
  expect([loaded.status, thread.metadata, listItems(messages).length]).toEqual([
    'completed',
    { title: 'Hello' },
    2,
  ])
  expect(heard).toHaveLength(3)
  cache.clear()
  close()
})
