import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { makeThread, messageOf, setStage } from '../components/support.js'
import { drawn, openChat } from './support.js'

// What does not come is not written down everywhere, so this is a picture that does.
const url = `${location.origin}/__vitest__/favicon.svg?picture`
const asked = () => performance.getEntriesByName(url).length

it('asks a host from the answer for nothing until the person wants to see the picture (scenario 37)', async () => {
  // Room for what follows: the list has an end.
  performance.clearResourceTimings()
  const stage = await setStage()
  const value = `![cat](${url}) <img src="${url}">`
  const data = [
    messageOf(2, { content: [{ type: 'image_url', image_url: { url } }] }),
    messageOf(1, { content: [{ type: 'text', text: { value, annotations: [] } }] }),
  ]
  const body = { object: 'list', data, first_id: null, last_id: null, has_more: false }
  stage.network.add({ operation: 'listMessages', answer: { body } })
  openChat({ stage, threadId: await makeThread(stage) })
  // One for the picture that the answer's words name, one for the picture that is a part of its own.
  const name = `Show the image from ${location.host}`
  const [, show] = await screen.findAllByRole('button', { name })
  if (!show) throw new Error('there are two pictures')
  await drawn()
  expect(asked()).toBe(0)
  expect(document.querySelector('main img')).toBeNull()

  await userEvent.click(show)
  expect(await screen.findByRole('img', { name: 'Image' })).toBeVisible()
  await expect.poll(asked).toBe(1)
})
