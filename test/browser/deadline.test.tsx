import { screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { indexedDbStorage, systemClock } from '../../src/index.js'
import { makeAsked, setStage } from '../components/support.js'
import { findAxeFaults, findLayoutFaults, openChat } from './support.js'

const until = (act: () => void) => waitFor(act, { timeout: 9_000 })
const field = () => screen.findByRole('textbox', { name: /Answer to/ })
const secondsShown = () => {
  const [, minutes, seconds] = /(\d+):(\d\d) left/.exec(document.body.textContent) ?? []
  return Number(minutes) * 60 + Number(seconds)
}

beforeEach(() => page.viewport(390, 800))

describe('the time to answer, in a browser (20, 24)', () => {
  it.each([-600_000, 600_000])(
    'counts down rightly on a clock that is %d ms off, and runs out with all that was written',
    { timeout: 30_000 },
    async (apart) => {
      const storage = indexedDbStorage({ name: `deadline ${apart}` })
      const stage = await setStage({ expiresAfter: 5 })
      const threadId = await makeAsked(stage, 'What is the weather in Bergen?')
      const began = Date.now()
      const clock = { ...systemClock, now: () => Date.now() + apart }
      const settings = { clock, storage }
      const { unmount } = openChat({ stage, threadId, settings })
      await userEvent.type(await field(), '3 °C')
      const left = 5 - (Date.now() - began) / 1_000
      expect(Math.abs(secondsShown() - left)).toBeLessThan(5)
      expect(screen.getByRole('status')).toHaveTextContent('less than 30 seconds left')
      const again = () => screen.findByRole('button', { name: /Start again/ }, { timeout: 9_000 })
      await again()
      expect(await field()).toHaveValue('3 °C')
      expect(await field()).toHaveAttribute('readonly')
      expect(findLayoutFaults()).toEqual([])
      expect(await findAxeFaults()).toEqual([])

      // The page is loaded anew: what was written in time is still there, and starts again.
      unmount()
      stage.cache.clear()
      openChat({ stage, threadId, settings })
      await again()
      expect(await field()).toHaveValue('3 °C')
      await userEvent.click(await again())
      await until(() => expect(screen.getByRole('status')).toHaveTextContent(/answer is needed/))
      expect(await field()).toHaveValue('3 °C')
      await userEvent.click(screen.getByRole('button', { name: 'Send the answer' }))
      await until(() => expect(screen.getByRole('status')).toHaveTextContent('Answered'))
      expect(stage.heard.count('submitToolOutputs')).toBe(1)
    },
  )
})
