import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

import { describe, expect, it } from 'vitest'

import { checkLayers, type Tree } from '../support/layers.js'

const src = path.resolve(import.meta.dirname, '../../src')

function readTree(): Tree {
  const files = existsSync(src) ? readdirSync(src, { recursive: true, encoding: 'utf8' }) : []
  return Object.fromEntries(
    files
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(src, file), 'utf8')]),
  )
}

/** Files that other ones in a small tree can point at. */
const base: Tree = {
  'index.ts': '',
  'api/index.ts': `export * from './types.js'`,
  'api/types.ts': '',
  'schema/index.ts': '',
  'queries/index.ts': '',
  'run/index.ts': '',
  'run/tools.ts': '',
  'components/index.ts': '',
  'server/index.ts': '',
  'testing/index.ts': '',
}
const rulesBroken = (file: string, text: string) =>
  checkLayers({ ...base, [file]: text }).map((violation) => violation.rule)

describe('src', () => {
  it('keeps to its layers', () => {
    expect(checkLayers(readTree())).toEqual([])
  })
})

describe('the checker', () => {
  it('is content with an empty tree and with none of its files in a layer', () => {
    expect(checkLayers({})).toEqual([])
    expect(checkLayers(base)).toEqual([])
  })

  it.each([
    ['api/sse.ts', `import { createParser } from 'eventsource-parser'`],
    ['queries/runs.ts', `import { queryOptions } from '@tanstack/react-query'`],
    [
      'queries/hooks/runs.ts',
      `'use client'\nimport { useQuery } from '@tanstack/react-query'\nuseQuery()`,
    ],
    [
      'run/poll.ts',
      `import { QueryClient, notifyManager, type Query } from '@tanstack/react-query'`,
    ],
    ['run/poll.ts', `import { ApiError } from '../api/index.js'\nimport '../schema/index.js'`],
    ['run/store.ts', `import { createStore } from 'zustand/vanilla'`],
    ['run/hooks.ts', `'use client'\nimport { useStore } from 'zustand'\nuseStore()`],
    ['components/Part.tsx', `import { isApiError, ApiError } from '../api/index.js'`],
    [
      'components/Part.tsx',
      `import type { Run } from '../api/index.js'\nimport { type Thread } from '../api/index.js'`,
    ],
    ['components/Part.tsx', `import { useState } from 'react'\nimport 'react-dom'`],
    ['components/Part.tsx', `import { skipToken, useQueryClient } from '@tanstack/react-query'`],
    ['server/rows.ts', `import * as v from 'valibot'`],
    ['testing/held.ts', `import { createAssistantsServer } from '../server/index.js'`],
    ['index.ts', `export { useRun } from './queries/index.js'`],
  ])('allows what %s may do: %j', (file, text) => {
    expect(rulesBroken(file, text)).toEqual([])
  })

  it.each([
    ['api/client.ts', `import { putResource } from '../queries/index.js'`],
    ['api/client.ts', `import type { Tool } from '../run/index.js'`],
    ['api/client.ts', `export * from '../schema/index.js'`],
    ['api/client.ts', `const later = () => import('../run/index.js')`],
    ['api/client.ts', `type Later = import('../run/index.js').Tool`],
    ['schema/check.ts', `import '../api/index.js'`],
    ['queries/runs.ts', `import '../run/index.js'`],
    ['run/poll.ts', `import '../components/index.js'`],
    ['server/rows.ts', `import '../schema/index.js'`],
    ['run/poll.ts', `import '../server/index.js'`],
    ['testing/held.ts', `import '../queries/index.js'`],
    ['index.ts', `export * from './server/index.js'`],
    ['index.ts', `export * from './testing/index.js'`],
    ['run/poll.ts', `import '../index.js'`],
    ['components/Part.tsx', `import { createAssistantsClient } from '../api/index.js'`],
    ['components/Part.tsx', `import * as api from '../api/index.js'`],
    ['utils/text.ts', ''],
    ['helpers.ts', ''],
  ])('sees a layer that reaches too far: %s, %j', (file, text) => {
    expect(rulesBroken(file, text)).toEqual(['layer'])
  })

  it.each([
    ['queries/runs.ts', `import type { Run } from '../api/types.js'`],
    ['components/Part.tsx', `import('../run/tools.js')`],
    ['api/client.ts', `import type { Run } from './index.js'`],
  ])('sees a layer entered by another door than its index: %s, %j', (file, text) => {
    expect(rulesBroken(file, text)).toEqual(['entry'])
  })

  it.each([
    ['api/client.ts', `import 'valibot'`],
    ['schema/check.ts', `import 'node:fs'`],
    ['run/tools.ts', `import { openDB } from 'idb'`],
    ['run/store.ts', `import { persist } from 'zustand/middleware'`],
    ['run/poll.ts', `import { queryOptions } from '@tanstack/react-query'`],
    ['components/Part.tsx', `import { createPortal } from 'some-parts'`],
    ['components/Part.tsx', `import { queryOptions } from '@tanstack/react-query'`],
    ['testing/held.ts', `import { openDB } from 'idb'`],
    ['components/message-view/Part.tsx', `import { Lexer } from 'marked'`],
  ])('sees a package that is none of the business: %s, %j', (file, text) => {
    expect(rulesBroken(file, text)).toEqual(['package'])
  })

  it.each([
    ['api/client.ts', `import type { ReactNode } from 'react'`],
    ['queries/runs.ts', `import { useQuery } from '@tanstack/react-query'`],
    ['run/poll.ts', `import { flushSync } from 'react-dom'`],
    ['run/store.ts', `import { useStore } from 'zustand'`],
    ['run/store.ts', `import { useShallow } from 'zustand/react/shallow'`],
    ['server/rows.ts', `import('react')`],
    ['testing/held.ts', `import 'react'`],
  ])('sees React where it has no business: %s, %j', (file, text) => {
    expect(rulesBroken(file, text)).toEqual(['react'])
  })

  it.each([
    ['api/client.ts', `import './types'`],
    ['api/client.ts', `import './nowhere.js'`],
    ['api/client.ts', `import '../../test/support/layers.js'`],
    ['components/Part.tsx', `import '../styles/index.css'`],
    ['api/client.ts', `import(someName)`],
  ])('sees a specifier that leads to no file of src: %s, %j', (file, text) => {
    expect(rulesBroken(file, text)).toEqual(['specifier'])
  })

  it.each([
    'export default 1',
    'const a = 1\nexport { a as default }',
    `export { default } from './types.js'`,
  ])('sees a default export: %j', (text) => {
    expect(rulesBroken('api/client.ts', text)).toEqual(['default-export'])
  })

  it.each([
    `import { useState } from 'react'\nexport const useIt = () => useState(0)`,
    `import * as React from 'react'\nexport const useIt = () => React.useState(0)`,
    `import { use as read } from 'react'\nread()`,
    `import { createContext } from 'react'\nexport const It = createContext(0)`,
    `import { Component } from 'react'\nexport class Guard extends Component {}`,
    `import { useThread } from '../queries/index.js'\nuseThread()`,
    `import { useState } from 'react'\n'use client'\nuseState(0)`,
    `'use client'\nexport const a = 1`,
  ])(`sees 'use client' missing where it belongs and standing where it does not: %j`, (text) => {
    expect(rulesBroken('components/Part.tsx', text)).toEqual(['use-client'])
  })
})
