import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import {
  drawn,
  findAxeFaults,
  findLayoutFaults,
  openChat,
  type Scheme,
  setScheme,
} from './support.js'
import { reach, states } from './states.js'

afterEach(() => {
  document.documentElement.dir = 'ltr'
  setScheme('light')
})

const names = Object.keys(states)

async function open(name: string) {
  await reach(name, userEvent, (stage, threadId) => void openChat({ stage, threadId }))
  await drawn()
}

describe.each([
  ['a phone', 390, 844],
  ['a desk', 1280, 800],
])('on %s', (_, width, height) => {
  it.each(names)('everything has its room %s', async (name) => {
    await page.viewport(width, height)
    await open(name)
    expect(findLayoutFaults()).toEqual([])
    document.documentElement.dir = 'rtl'
    await drawn()
    expect(findLayoutFaults()).toEqual([])
  })
})

describe.each<Scheme>(['light', 'dark'])('in %s', (scheme) => {
  it.each(names)('nothing stands in anyone’s way %s', async (name) => {
    await page.viewport(390, 844)
    setScheme(scheme)
    await open(name)
    expect(await findAxeFaults()).toEqual([])
  })
})
