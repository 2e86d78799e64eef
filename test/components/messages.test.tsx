import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  Composer,
  MessageView,
  ThreadProvider,
  ThreadView,
  useTranscriptMessage,
} from '../../src/index.js'
import { deleteMessageMutation } from '../../src/queries/index.js'
import { write } from '../queries/support.js'
import { createPen } from './pen.js'
import { makeThread, messageOf, setStage, showChat, type Stage, Staged } from './support.js'

afterEach(() => void vi.restoreAllMocks())

/** A thread whose messages are these, newest last. */
async function tell(stage: Stage, ...messages: object[]) {
  const data = messages.map((more, at) => messageOf(at + 1, more)).toReversed()
  const body = { object: 'list', data, first_id: null, last_id: null, has_more: false }
  stage.network.add({ operation: 'listMessages', answer: { body } })
  return makeThread(stage)
}
const text = (value: unknown) => ({ type: 'text', text: { value, annotations: [] } })

it('a message that was heard and is then deleted goes, and comes back when that fails', async () => {
  const stage = await setStage()
  let threadId = ''
  const { user } = showChat(stage, { onThreadChange: (id) => void (threadId = id) })
  await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Hello{Enter}')
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
  const said = () => screen.queryAllByRole('article', { name: 'Assistant' })
  expect(said()).toHaveLength(1)
  const { data } = await stage.other.listMessages({ thread_id: threadId })
  const which = { thread_id: threadId, message_id: data[0]?.id ?? '' }
  const remove = () => write(stage.cache, deleteMessageMutation(stage.client), which)

  let refuse = () => {}
  stage.network.add({
    operation: 'deleteMessage',
    nth: 1,
    answer: () =>
      new Promise((resolve) => {
        refuse = () => resolve(Response.json({ error: { message: 'No.' } }, { status: 403 }))
      }),
  })
  const refused = remove().catch(() => {})
  await waitFor(() => expect(said()).toHaveLength(0))
  refuse()
  await act(() => refused)
  expect(said()).toHaveLength(1)

  await act(remove)
  expect(said()).toHaveLength(0)
  const own = { thread_id: threadId, message_id: data[1]?.id ?? '' }
  await act(() => write(stage.cache, deleteMessageMutation(stage.client), own))
  expect(screen.queryAllByRole('article')).toHaveLength(0)
  await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Go on{Enter}')
  await waitFor(() => expect(said()).toHaveLength(1))
})

describe('a message that cannot be drawn (scenario 32)', () => {
  it.each([
    ['a picture without a place', { content: [text('Before'), { type: 'image_url' }] }],
    ['files that are none', { content: [text('Before')], attachments: [null] }],
  ])('with %s falls back to its text, and leaves the others alone', async (_, broken) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const stage = await setStage()
    const threadId = await tell(stage, { role: 'user' }, broken, { content: [text('After')] })
    const { user } = showChat(stage, { threadId })
    const note = await screen.findByText(/could not be shown as it is/)
    const row = note.closest('article')
    expect(row).toHaveAttribute('data-state', 'broken')
    expect(row).toHaveTextContent('Before')
    expect(row).toHaveAccessibleName('Assistant')
    expect(screen.getAllByRole('article')).toHaveLength(3)
    expect(screen.getByText('After')).toBeVisible()
    stage.network.mend()
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Go on{Enter}')
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
  })

  it.each([
    ['a part that is nothing', { content: [text('Before'), null] }],
    ['a text that is no text', { content: [text('Before'), text({ odd: true })] }],
    ['a text without its text', { content: [text('Before'), { type: 'text' }] }],
    ['a part that nobody knows', { content: [text('Before'), { type: 'hologram' }] }],
    ['no content at all', { role: 'user', content: null }],
    ['a role that nobody knows', { role: 'system', content: [text('Before')] }],
  ])('is drawn as far as it goes with %s', async (_, odd) => {
    const stage = await setStage()
    const threadId = await tell(stage, { role: 'user' }, odd, { content: [text('After')] })
    showChat(stage, { threadId })
    await screen.findByText('After')
    expect(screen.getAllByRole('article')).toHaveLength(3)
  })

  it('is tried once while it grows, and once more when it is complete', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const threadId = await makeThread(stage)
    const tried = new Set<string>()
    function Sentence({ id }: { id: string }) {
      const row = useTranscriptMessage(id)
      const [part] = row?.kind === 'message' ? row.message.content : []
      const said = part?.type === 'text' ? part.text.value : 'Nothing yet.'
      tried.add(said)
      if (!said.endsWith('.')) throw new Error('half a sentence')
      return <p>{said}</p>
    }
    const draw = (id: string) => (
      <MessageView.Root id={id}>
        <Sentence id={id} />
      </MessageView.Root>
    )
    render(
      <Staged stage={stage}>
        <ThreadProvider threadId={threadId} assistantId={stage.assistantId}>
          <ThreadView.Root>
            <ThreadView.Messages>{draw}</ThreadView.Messages>
          </ThreadView.Root>
          <Composer.Root>
            <Composer.Input />
          </Composer.Root>
        </ThreadProvider>
      </Staged>,
    )
    await userEvent.setup().type(screen.getByRole('textbox'), 'Go on.{Enter}')
    pen.say('One')
    await screen.findByText(/could not be shown/)
    tried.clear()
    for (const word of [' two', ' three', ' four']) {
      pen.say(word)
      await screen.findByText(new RegExp(`One.*${word}$`))
    }
    await waitFor(() => expect(screen.getByText('One two three four')).toBeVisible())
    expect([...tried]).toEqual([])
    pen.say('.')
    pen.end()
    await waitFor(() => expect(screen.getByText('One two three four.').tagName).toBe('P'))
    expect(screen.queryByText(/could not be shown/)).toBeNull()
  })
})

describe('what a message holds', () => {
  const image = (more: object) => ({ content: [more] })

  it('asks no other host for anything until the person says so', async () => {
    const stage = await setStage()
    const url = 'https://pictures.test/cat.png'
    const threadId = await tell(stage, image({ type: 'image_url', image_url: { url } }))
    const { user } = showChat(stage, { threadId })
    const show = await screen.findByRole('button', { name: 'Show the image from pictures.test' })
    expect(document.querySelector('img, link, [style]')).toBeNull()
    await user.click(show)
    const picture = screen.getByRole('img', { name: 'Image' })
    expect(picture).toHaveAttribute('src', url)
    expect(picture).toHaveAttribute('referrerpolicy', 'no-referrer')
    fireEvent.error(picture)
    expect(screen.getByRole('alert')).toHaveTextContent('The image could not be loaded.')
    await user.click(screen.getByRole('button', { name: 'Load it again' }))
    expect(screen.getByRole('img', { name: 'Image' })).toBeVisible()
  })

  it('shows a picture that somebody asked for when its row comes back, and asks for others', async () => {
    const stage = await setStage()
    const pictures = ['cat', 'dog'].map((name) => `https://pictures.test/${name}.png`)
    const content = pictures.map((url) => ({ type: 'image_url', image_url: { url } }))
    const threadId = await tell(stage, { content })
    const { user, unmount } = showChat(stage, { threadId })
    const [cat] = await screen.findAllByRole('button', { name: /Show the image/ })
    if (cat) await user.click(cat)
    unmount()
    showChat(stage, { threadId })
    expect(await screen.findByRole('img', { name: 'Image' })).toHaveAttribute('src', pictures[0])
    expect(screen.getAllByRole('button', { name: /Show the image/ })).toHaveLength(1)
  })

  it.each([
    'javascript:alert(1)',
    'data:image/svg+xml,<svg/>',
    'blob:https://server.test/1',
    'https://user:word@pictures.test/',
    '//pictures.test/cat.png',
    'nonsense',
  ])('offers nothing for an image at %s', async (url) => {
    const stage = await setStage()
    const threadId = await tell(stage, image({ type: 'image_url', image_url: { url } }))
    showChat(stage, { threadId })
    const row = await screen.findByRole('article')
    expect(row).toHaveTextContent('This kind of content cannot be shown here.')
    expect(within(row).queryByRole('button')).toBeNull()
  })

  it('shows a file of the server, and tries again when it did not come', async () => {
    const stage = await setStage()
    const file = new File(['picture'], 'cat.png', { type: 'image/png' })
    const { id } = await stage.other.uploadFile({ file, purpose: 'vision' })
    const threadId = await tell(stage, image({ type: 'image_file', image_file: { file_id: id } }))
    const { user } = showChat(stage, { threadId })
    const fault = {
      operation: 'getFileContent',
      nth: 1,
      answer: { status: 404, body: {} },
    } as const
    stage.network.add(fault)
    await user.click(await screen.findByRole('button', { name: 'Load it again' }))
    const picture = await screen.findByRole('img', { name: 'Image' })
    expect(picture).toHaveAttribute('src', expect.stringMatching(/^blob:/))
    expect(stage.heard.count('getFileContent')).toBe(2)
  })

  it('says how much of a picture has come', async () => {
    const stage = await setStage()
    let more: (piece: Uint8Array) => void = () => {}
    const bytes = new ReadableStream<Uint8Array>({
      start(controller) {
        more = (piece) => controller.enqueue(piece)
      },
    })
    const headers = { 'content-length': '200' }
    stage.network.add({
      operation: 'getFileContent',
      answer: () => new Response(bytes, { headers }),
    })
    const threadId = await tell(stage, image({ type: 'image_file', image_file: { file_id: 'f' } }))
    showChat(stage, { threadId })
    const bar = await screen.findByRole('progressbar', { name: 'Loading the image…' })
    expect(bar).not.toHaveAttribute('value')
    await waitFor(() => expect(stage.heard.count('getFileContent')).toBe(1))
    more(new Uint8Array(50))
    await waitFor(() => expect(bar).toHaveAttribute('value', '50'))
    expect(bar).toHaveAttribute('max', '200')
  })

  it('shows at once what comes from where the app allows it, and asks for the rest', async () => {
    const stage = await setStage()
    const picture = (url: string) => image({ type: 'image_url', image_url: { url } })
    const allowed = 'https://pictures.test/cat.png'
    const threadId = await tell(
      stage,
      picture(allowed),
      picture('https://pictures.test.evil.test/cat.png'),
      picture('https://user:word@pictures.test/cat.png'),
      picture('http://pictures.test/cat.png'),
    )
    showChat(stage, { threadId, settings: { imageOrigins: ['https://pictures.test'] } })
    expect(await screen.findByRole('img')).toHaveAttribute('src', allowed)
    expect(screen.getAllByRole('button', { name: /Show the image from/ })).toHaveLength(2)
  })

  it('asks for no picture of an answer that is still written, even from where the app allows it', async () => {
    const pen = createPen()
    const stage = await setStage({ script: pen.script })
    const settings = { imageOrigins: ['https://pictures.test'] }
    const { user } = showChat(stage, { settings })
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'A cat, please{Enter}')
    pen.say('Here: ![cat](https://pictures.test/cat.png) it is')
    await screen.findByText(/it is/)
    expect(screen.queryByRole('img')).toBeNull()
    pen.say('.')
    pen.end()
    expect(await screen.findByRole('img')).toHaveAttribute('src', 'https://pictures.test/cat.png')
  })

  it('names its files, and says that it was declined', async () => {
    const stage = await setStage()
    const attachment = { file_id: 'file_1', tools: [] }
    const body = { id: 'file_1', object: 'file', filename: 'notes.txt' }
    stage.network.add({ operation: 'getFile', answer: { body } })
    const threadId = await tell(
      stage,
      { attachments: [attachment, attachment] },
      { content: [{ type: 'refusal', refusal: 'Not that.' }] },
    )
    showChat(stage, { threadId })
    expect(await screen.findByText('notes.txt')).toBeVisible()
    expect(screen.getAllByText('File')).toHaveLength(1)
    expect(screen.getByText('The assistant declined:')).toBeVisible()
    expect(screen.getByText('Not that.')).toBeVisible()
  })
})
