import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createAssistantsServer, type Model, type ModelPart } from '../../src/server/index.js'
import { makeThread, messageOf, setStage, showChat, type Stage } from './support.js'

afterEach(() => void vi.restoreAllMocks())

const cite = (text: string, file_id: string, quote?: string) => ({
  type: 'file_citation',
  text,
  start_index: 0,
  end_index: 0,
  file_citation: { file_id, ...(quote && { quote }) },
})
const made = (text: string, file_id: string) => ({
  type: 'file_path',
  text,
  start_index: 0,
  end_index: 0,
  file_path: { file_id },
})

/** A thread in which the assistant said this, of files that are there. */
async function tell(stage: Stage, ...texts: [value: string, ...annotations: object[]][]) {
  const content = texts.map(([value, ...annotations]) => ({
    type: 'text',
    text: { value, annotations },
  }))
  const body = {
    object: 'list',
    data: [messageOf(1, { content })],
    first_id: null,
    last_id: null,
    has_more: false,
  }
  stage.network.add({ operation: 'listMessages', answer: { body } })
  return makeThread(stage)
}

/** A file on the server, as far as this page is told. */
function upload({ network }: Stage, filename: string) {
  const id = `file_${filename}`
  network.add({
    operation: 'getFile',
    answer: (request) => {
      const asked = decodeURIComponent(new URL(request.url).pathname.split('/').at(-1) ?? '')
      return Response.json({ id: asked, object: 'file', filename: asked.replace('file_', '') })
    },
  })
  return id
}

const marks = () => screen.queryAllByRole('button', { name: /^Source \d/ })

describe('the sources of an answer', () => {
  it('are numbered by file, each once, where they belong', async () => {
    const stage = await setStage()
    const [one, two] = [upload(stage, 'handbook.pdf'), upload(stage, 'prices.csv')]
    const threadId = await tell(
      stage,
      [
        'Ready[1] by **noon[2]**, as `it` says[3].',
        cite('[1]', one),
        cite('[2]', two),
        cite('[3]', one),
      ],
      ['And again[4].', cite('[4]', two)],
    )
    showChat(stage, { threadId })
    await waitFor(() =>
      expect(marks().map((mark) => mark.textContent)).toEqual(['1', '2', '1', '2']),
    )
    expect(screen.getByRole('article')).toHaveTextContent(
      /Ready1 by noon2, as it says1\..*And again2\./,
    )
    expect(await screen.findAllByRole('button', { name: 'Source 1: handbook.pdf' })).toHaveLength(2)
    const list = within(screen.getByRole('list', { name: 'Sources' }))
    expect(list.getAllByRole('listitem')).toHaveLength(2)
    expect(marks()[1]?.closest('strong')).not.toBeNull()
  })

  it('open below the message with what was quoted, and the focus goes there', async () => {
    const stage = await setStage()
    const file = upload(stage, 'handbook.pdf')
    const quote = 'Press it twice.'
    const threadId = await tell(stage, [
      'So[1] and[2].',
      cite('[1]', file, quote),
      cite('[2]', file, quote),
    ])
    const { user } = showChat(stage, { threadId })
    const [mark] = await screen.findAllByRole('button', { name: 'Source 1: handbook.pdf' })
    expect(screen.getByText(quote)).not.toBeVisible()
    await user.click(mark as HTMLElement)
    expect(screen.getByText(quote)).toBeVisible()
    expect(document.activeElement).toHaveTextContent('1 handbook.pdf')
  })

  it('can be saved, with the progress told and a second try', async () => {
    const stage = await setStage()
    const file = upload(stage, 'prices.csv')
    const threadId = await tell(stage, ['Here[1].', cite('[1]', file)])
    const saved: { name: string; href: string }[] = []
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      saved.push({ name: this.download, href: this.href })
    })
    const { user } = showChat(stage, { threadId })
    await user.click(await screen.findByRole('button', { name: 'Source 1: prices.csv' }))
    stage.network.add({ operation: 'getFileContent', nth: 1, answer: { status: 403, body: {} } })
    stage.network.add({ operation: 'getFileContent', answer: () => new Response('All of it.') })
    await user.click(screen.getByRole('button', { name: 'Download prices.csv' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('The file could not be loaded.')
    await user.click(screen.getByRole('button', { name: 'Download prices.csv' }))
    await waitFor(() => expect(saved).toHaveLength(1))
    expect(saved[0]).toEqual({
      name: 'prices.csv',
      href: expect.stringMatching(/^blob:/) as string,
    })
    expect(stage.heard.count('getFileContent')).toBe(2)
  })

  it('are files that were made here where a link leads to one', async () => {
    const stage = await setStage()
    const file = upload(stage, 'plot.csv')
    const path = 'sandbox:/mnt/data/plot.csv'
    const threadId = await tell(stage, [
      `Take [the *numbers*](${path}), or ${path}.`,
      made(path, file),
      made(path, file),
    ])
    showChat(stage, { threadId })
    const row = within(await screen.findByRole('article'))
    expect(await row.findByRole('button', { name: 'the numbers' })).toBeVisible()
    expect(row.queryByRole('link')).toBeNull()
    expect(await row.findAllByRole('button', { name: 'Source 1: plot.csv' })).toHaveLength(1)
    expect(screen.getByRole('article')).not.toHaveTextContent('sandbox:')
  })

  it.each([
    ['in a block of code', '```\nlet a[1]\n```'],
    ['in the language of a block of code', '```js[1]\nlet a\n```'],
    ['in code within a line', 'Say `a[1]` to it'],
    ['in the words of a link', 'See [the [1] page](https://example.org)'],
    ['in the address of a link', 'See [the page](https://example.org/[1])'],
    ['in a bare address', 'See https://example.org/[1] there'],
    ['in a table', '| a |\n| - |\n| b[1] |'],
    ['in a heading', '# What[1]'],
    ['in a picture', 'A ![picture[1]](https://example.org/a.png) here'],
    ['nowhere', 'Nothing to be seen'],
    ['in a text that is too elaborate', `${'*a '.repeat(500)}[1]`],
  ])('are to be seen once and take nothing with them %s', async (_, value) => {
    const stage = await setStage()
    const threadId = await tell(stage, [value, cite('[1]', 'file_1')])
    showChat(stage, { threadId })
    await screen.findByRole('article')
    expect(marks()).toHaveLength(1)
    expect(marks()[0]?.closest('a, code')).toBeNull()
    const links = screen.queryAllByRole('link').map((link) => link.getAttribute('href'))
    expect(links.filter((href) => !/^https:\/\/example\.org\/?$/.test(href ?? ''))).toEqual([])
    expect(document.body.innerHTML).not.toContain('\ufdd0')
  })

  it.each([
    ['nothing', null],
    ['no file', { type: 'file_citation', text: '[1]' }],
    ['a kind that came later', { type: 'hologram', text: '[1]', hologram: {} }],
    ['words that are none', { type: 'file_path', text: 7, file_path: { file_id: {} } }],
  ])('that are broken leave the text as it is: %s', async (_, annotation) => {
    const stage = await setStage()
    const threadId = await tell(stage, ['Said[1].', annotation as object])
    showChat(stage, { threadId })
    expect(await screen.findByRole('article')).toHaveTextContent(/^Said/)
    expect(marks()).toHaveLength(0)
  })

  it('come while the answer is written, and what was finished is not drawn again', async () => {
    const parts: ModelPart[] = [
      { type: 'text', text: 'First paragraph.\n\nIt is noon' },
      {
        type: 'text',
        text: '【1†clock】',
        source: { type: 'file_citation', file_id: 'file_1', quote: 'Noon.' },
      },
      { type: 'text', text: ', it says.' },
    ]
    const model: Model = async function* () {
      for (const part of parts) yield await Promise.resolve(part)
    }
    const stage = await setStage()
    const server = createAssistantsServer({ model })
    const assistant = await createOn(server.fetch)
    const { user } = showChat({ ...stage, ...assistant }, {})
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'When?{Enter}')
    expect(await screen.findByRole('button', { name: 'Source 1: file_1' })).toBeVisible()
    const answer = screen.getByRole('article', { name: 'Assistant' })
    await waitFor(() => expect(answer).toHaveTextContent('It is noon1, it says.'))
  })
})

async function createOn(fetch: (request: Request) => Promise<Response>) {
  const { createAssistantsClient } = await import('../../src/index.js')
  const client = createAssistantsClient({ baseUrl: 'https://server.test/v1', fetch })
  const { id } = await client.createAssistant({ model: 'scripted' })
  return { client, assistantId: id }
}
