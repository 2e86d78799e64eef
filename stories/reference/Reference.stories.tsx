import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactNode } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'

import { createStage, type Stage } from '../support/createStage.js'
import { Staged } from '../support/Staged.js'
import { AssistantsExample } from './examples/AssistantsExample.js'
import { FilesExample } from './examples/FilesExample.js'
import { MessagesExample } from './examples/MessagesExample.js'
import { RunsExample } from './examples/RunsExample.js'
import { ThreadsExample } from './examples/ThreadsExample.js'
import { EffectsPage } from './EffectsPage.js'
import { LiveExample } from './LiveExample.js'
import { NamesPage } from './NamesPage.js'
import { ReferencePage } from './ReferencePage.js'
import { type ReferenceResource, resources } from './resources.js'
import { type CacheWatch, watchCache } from './watchCache.js'

const sources = import.meta.glob<string>('./examples/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
})

interface Loaded {
  stage: Stage
  threadId: string
  cache: CacheWatch
}

const meta = {
  title: 'Reference',
  parameters: { layout: 'fullscreen' },
  tags: ['!autodocs'],
  loaders: [
    async () => {
      const stage = await createStage({ pace: 150 })
      const cache = watchCache(stage.queryClient)
      const { id: threadId } = await stage.client.createThread({
        messages: ['First', 'Second', 'Third', 'Tell me a long story'].map((content) => ({
          role: 'user',
          content,
        })),
      })
      return { stage, threadId, cache }
    },
  ],
} satisfies Meta

export default meta

const page =
  (
    resource: ReferenceResource,
    file: string,
    example: (loaded: Loaded) => ReactNode,
  ): NonNullable<StoryObj['render']> =>
  (_args, context) => {
    // Storybook hands on what the loader gave without its type.
    const loaded = context.loaded as unknown as Loaded
    return (
      <Staged stage={loaded.stage}>
        <ReferencePage resource={resource}>
          <LiveExample source={sources[`./examples/${file}.tsx`] ?? ''} cache={loaded.cache}>
            {example(loaded)}
          </LiveExample>
        </ReferencePage>
      </Staged>
    )
  }

const [assistants, threads, messages, runs, files] = resources

/** What the cache's table says of a key: what it holds, and how often the server was asked for it. */
const cacheRow = (canvas: HTMLElement, key: RegExp) =>
  within(within(canvas).getByRole('row', { name: key }))
    .getAllByRole('cell')
    .slice(0, 2)
    .map(({ textContent }) => textContent)

export const Assistants: StoryObj = {
  render: page(assistants, 'AssistantsExample', () => <AssistantsExample />),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(await canvas.findByRole('button', { name: 'Talker' }))
    const name = await canvas.findByRole('textbox', { name: 'Name' })
    await userEvent.clear(name)
    await userEvent.type(name, 'Speaker')
    await userEvent.click(canvas.getByRole('button', { name: 'Rename' }))
    await canvas.findByRole('button', { name: 'Speaker' })
    await expect(cacheRow(canvasElement, /assistants, list/)).toEqual(['2 rows', '1'])
  },
}

export const Threads: StoryObj = {
  render: page(threads, 'ThreadsExample', () => <ThreadsExample />),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'New thread' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Add a mark' }))
    await canvas.findByText('Untitled!')
    await waitFor(() => expect(cacheRow(canvasElement, /threads, /)).toEqual(['thread', '0']))
  },
}

export const Messages: StoryObj = {
  render: page(messages, 'MessagesExample', ({ threadId }) => (
    <MessagesExample thread_id={threadId} />
  )),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(await canvas.findByRole('button', { name: 'Add a message' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'One more' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Older' }))
    await canvas.findByRole('button', { name: 'First' })
    await canvas.findByText(/^Written at/)
    await userEvent.click(canvas.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(canvas.queryByRole('button', { name: 'One more' })).toBeNull())
    await expect(cacheRow(canvasElement, /messages, list/)).toEqual(['4 rows', '2'])
  },
}

export const RunsAndSteps: StoryObj = {
  name: 'Runs and steps',
  render: page(runs, 'RunsExample', ({ threadId, stage }) => (
    <RunsExample thread_id={threadId} assistant_id={stage.talker} />
  )),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Start a run' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel' }, { timeout: 4_000 }))
    await canvas.findByRole('button', { name: /: cancell/ }, { timeout: 4_000 })
    await expect(cacheRow(canvasElement, /runs, list/)).toEqual(['1 row', '1'])
  },
}

export const Files: StoryObj = {
  render: page(files, 'FilesExample', () => <FilesExample />),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Store a file' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'hello.txt' }))
    await canvas.findByText(/5 bytes/)
    await expect(cacheRow(canvasElement, /files, list/)).toEqual(['1 row', '1'])
  },
}

/** What writes and events do to the cache. */
export const WhoTouchesWhat: StoryObj = {
  name: 'Who touches what',
  render: () => <EffectsPage />,
}

/** Every operation beside its names in the Python SDK and in the official npm package. */
export const Names: StoryObj = { render: () => <NamesPage /> }

/** Pages are as good on a telephone in the dark; these two are for the tests alone. */
const onTelephone = {
  globals: { theme: 'dark', viewport: { value: 'telephone' } },
  parameters: {
    viewport: {
      options: {
        telephone: { name: 'Telephone', styles: { width: '390px', height: '844px' } },
      },
    },
  },
} satisfies StoryObj

const fits = async () => {
  await expect(window.innerWidth).toBe(390)
  await expect(document.documentElement.scrollWidth).toBe(390)
}

export const RunsOnTelephone: StoryObj = {
  ...RunsAndSteps,
  ...onTelephone,
  name: 'Runs on a telephone',
  tags: ['!dev'],
  play: fits,
}

export const NamesOnTelephone: StoryObj = {
  ...Names,
  ...onTelephone,
  tags: ['!dev'],
  play: fits,
}
