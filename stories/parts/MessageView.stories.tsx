import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import type { Model } from '../../src/server/index.js'
import { createStage, type Stage } from '../support/createStage.js'
import { withMessage } from '../support/loaded.js'
import { prepareRun } from '../support/prepareRun.js'
import { renderMessages } from '../support/renders.js'

const meta = {
  title: 'Parts/MessageView',
  render: renderMessages,
} satisfies Meta

export default meta

/** What a person wrote: line breaks kept, nothing in it interpreted. */
export const Yours: StoryObj = {
  loaders: [withMessage('user', 'First line\n<b>second line</b> and https://example.org')],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const message = await page.findByRole('article', { name: 'You' })
    await expect(message).toHaveTextContent('<b>second line</b>')
    await expect(message.querySelector('b, a')).toBeNull()
  },
}

/** Text that runs from right to left keeps its own direction, whatever the page's. */
export const RightToLeft: StoryObj = {
  loaders: [withMessage('assistant', 'مرحبا بالعالم، كيف حالك اليوم؟')],
  play: async ({ canvasElement }) => {
    const text = await within(canvasElement).findByText(/مرحبا/)
    await expect(getComputedStyle(text).direction).toBe('rtl')
  },
}

/** A picture from elsewhere: its host is named, and nothing is asked of it until the person says so. */
export const PictureFromElsewhere: StoryObj = {
  loaders: [
    withMessage('user', [
      { type: 'text', text: 'Look at this' },
      { type: 'image_url', image_url: { url: 'https://pictures.example/cat.png' } },
    ]),
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(
      await page.findByRole('button', { name: 'Show the image from pictures.example' }),
    ).toBeVisible()
    await expect(page.queryByRole('img')).toBeNull()
  },
}

/** A picture in the server's file store, fetched with the client's own authorisation once it is seen. */
export const PictureFile: StoryObj = {
  loaders: [
    async () => {
      const stage = await createStage()
      const red = await fetch(
        'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
      )
      const { id } = await stage.client.uploadFile({
        purpose: 'vision',
        file: await red.blob(),
        filename: 'red.png',
      })
      const { id: threadId } = await stage.client.createThread({})
      await stage.client.createMessage({
        thread_id: threadId,
        role: 'user',
        content: [{ type: 'image_file', image_file: { file_id: id } }],
      })
      return { stage, threadId }
    },
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const image = await page.findByRole<HTMLImageElement>('img')
    await waitFor(() => expect(image.naturalWidth).toBe(1))
  },
}

const store = async (stage: Stage, filename: string, words: string) => {
  const file = new Blob([words], { type: 'text/plain' })
  return (await stage.client.uploadFile({ purpose: 'assistants', file, filename })).id
}

/** Several parts in one message: words, a picture of the server's, one from elsewhere, and files. */
export const SeveralParts: StoryObj = {
  loaders: [
    async () => {
      const stage = await createStage()
      const canvas = new OffscreenCanvas(320, 180)
      const context = canvas.getContext('2d')
      if (context) {
        context.fillStyle = 'teal'
        context.fillRect(0, 0, 320, 180)
      }
      const { id: picture } = await stage.client.uploadFile({
        purpose: 'vision',
        file: await canvas.convertToBlob(),
        filename: 'sea.png',
      })
      const files = [
        await store(stage, 'handbook.pdf', 'Wait for the click.'),
        await store(stage, 'a-table-of-prices-with-a-long-name-2026-final.csv', 'kettle;40'),
      ]
      const { id: threadId } = await stage.client.createThread({
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What is on these two,' },
              { type: 'image_file', image_file: { file_id: picture } },
              { type: 'image_url', image_url: { url: 'https://pictures.example/sea.png' } },
              { type: 'text', text: 'and what do these say of it?' },
            ],
            attachments: files.map((file_id) => ({ file_id, tools: [{ type: 'file_search' }] })),
          },
        ],
      })
      return { stage, threadId }
    },
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const image = await page.findByRole<HTMLImageElement>('img')
    await waitFor(() => expect(image.naturalWidth).toBe(320))
    await expect(page.getAllByRole('button', { name: /^Download/ })).toHaveLength(2)
    await expect(page.getByText('and what do these say of it?')).toBeVisible()
  },
}

/** A file that goes with a message, by its name, to be saved with the client's own authorisation. */
export const AttachedFile: StoryObj = {
  loaders: [
    async () => {
      const stage = await createStage()
      const file_id = await store(stage, 'handbook.pdf', 'Wait for the click.')
      const { id: threadId } = await stage.client.createThread({
        messages: [
          {
            role: 'user',
            content: 'Please read this.',
            attachments: [{ file_id, tools: [{ type: 'file_search' }] }],
          },
        ],
      })
      return { stage, threadId }
    },
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(await page.findByRole('button', { name: 'Download handbook.pdf' })).toBeVisible()
  },
}

/** Citations are numbered by file and open below with what was quoted; a file that was made is a link that saves it. */
export const Sources: StoryObj = {
  loaders: [
    async () => {
      const files: string[] = []
      const model: Model = async function* () {
        const [handbook = '', prices = '', made = ''] = files
        yield { type: 'text', text: 'The kettle is ready when it **clicks**' }
        yield {
          type: 'text',
          text: '【4:0†handbook.pdf】',
          source: { type: 'file_citation', file_id: handbook, quote: 'Wait for the click.' },
        }
        yield { type: 'text', text: '. It costs 40 €' }
        yield {
          type: 'text',
          text: '【4:1†prices.csv】',
          source: { type: 'file_citation', file_id: prices, quote: 'kettle;40' },
        }
        yield { type: 'text', text: ', and its cleaning is described there, too' }
        yield {
          type: 'text',
          text: '【4:2†handbook.pdf】',
          source: { type: 'file_citation', file_id: handbook, quote: 'Clean it once a month.' },
        }
        yield { type: 'text', text: '. I wrote down [all prices](' }
        yield {
          type: 'text',
          text: 'sandbox:/mnt/data/all-prices.csv',
          source: { type: 'file_path', file_id: made },
        }
        yield await Promise.resolve({ type: 'text' as const, text: ').' })
      }
      const stage = await createStage({ model })
      files.push(await store(stage, 'handbook.pdf', 'Wait for the click.'))
      files.push(await store(stage, 'prices.csv', 'kettle;40'))
      files.push(await store(stage, 'all-prices.csv', 'kettle;40'))
      const threadId = await prepareRun(stage, stage.talker, 'When is the kettle ready?')
      return { stage, threadId }
    },
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const [first] = await page.findAllByRole('button', { name: 'Source 1: handbook.pdf' })
    await userEvent.click(first as HTMLElement)
    await expect(page.getByText('Wait for the click.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'all prices' })).toBeVisible()
  },
}
