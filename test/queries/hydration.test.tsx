import { QueryClient } from '@tanstack/react-query'
import { act } from '@testing-library/react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'

import { createMessageMutation } from '../../src/queries/index.js'
import { settle, write } from './support.js'
import { App, html, makeBackend, prefetch } from './ssrPage.js'

it('takes over in the page what a server rendered, without a request or a warning', async () => {
  const backend = await makeBackend()
  const state = await prefetch(backend)
  const { client, pageClient, heard, page } = backend
  const asked = heard.length
  const on = (cache: QueryClient, by = pageClient) => (
    <App {...page} client={by} cache={cache} state={state} />
  )
  const root = document.createElement('div')
  document.body.append(root)
  root.innerHTML = renderToString(on(new QueryClient(), client))
  const rendered = root.firstElementChild

  const said = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
  const failures: unknown[] = []
  const cache = new QueryClient()
  const hydrated = await act(async () => {
    const made = hydrateRoot(root, on(cache), {
      onRecoverableError: (error) => failures.push(error),
    })
    await settle()
    return made
  })
  expect(root.innerHTML.replaceAll(/<!--.*?-->/g, '')).toBe(html)
  expect(root.firstElementChild).toBe(rendered)
  expect(heard).toHaveLength(asked)
  expect([failures, ...said.map(({ mock }) => mock.calls)]).toEqual([[], [], []])

  // What was hydrated takes part in what is written from here on.
  await act(async () => {
    const { thread_id } = page
    await write(cache, createMessageMutation(pageClient), {
      thread_id,
      role: 'user',
      content: 'three',
    })
    await settle()
  })
  expect(root.textContent).toContain('three, two, one')
  expect(root.textContent).toContain('2 of them, and more')
  expect(heard).toHaveLength(asked + 1)
  await act(async () => hydrated.unmount())
  cache.clear()
  root.remove()
  backend.close()
})
