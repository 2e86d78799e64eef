import { screen, waitFor } from '@testing-library/react'
import { createPen } from '../components/pen.js'
import { type ChatProps, setStage, type Stage } from '../components/support.js'
import { fillThread, type LongThread } from './fillThread.js'
import { drawn, openChat, viewport } from './support.js'

export interface LongOptions
  extends Omit<LongThread, 'contentOf'>, Omit<ChatProps, 'stage' | 'threadId'> {
  /** Prepares the server, and tells what a message holds. */
  prepare?: (stage: Stage) => Promise<LongThread['contentOf']>
}

/** A long thread whose pages are in the cache already, and a model that is led by hand. */
export async function openLong({ loaded, older = 0, prepare, settings, ...props }: LongOptions) {
  const pen = createPen()
  const stage = await setStage({ script: pen.script })
  const contentOf = await prepare?.(stage)
  const threadId = await fillThread(stage, { loaded, older, ...(contentOf && { contentOf }) })
  const shown = openChat({
    stage,
    threadId,
    // Doing things twice includes observing twice, of which the browser complains.
    settings: { isStrict: false, ...settings },
    ...props,
  })
  await screen.findByText(`Question ${loaded + older}?`)
  await drawn()
  const say = async (text: string) => {
    pen.say(text)
    await waitFor(() => {
      if (!viewport().textContent?.includes(text.trim())) throw new Error('it was not said yet')
    })
    await drawn()
  }
  return { ...shown, stage, threadId, pen, say }
}

/** Whether rows that are far away have left the document. */
export const isWindowed = (): boolean => document.querySelector('[data-window]') !== null

export const rows = (): HTMLElement[] => screen.getAllByRole('article')

/** The first row that is in sight. */
export function rowInSight(): HTMLElement {
  const { top } = viewport().getBoundingClientRect()
  const row = rows().find((one) => one.getBoundingClientRect().bottom > top)
  if (!row) throw new Error('no row is in sight')
  return row
}

/** The last row that is in sight. */
export function lastInSight(): HTMLElement {
  const { bottom } = viewport().getBoundingClientRect()
  const row = rows().findLast((one) => one.getBoundingClientRect().top < bottom)
  if (!row) throw new Error('no row is in sight')
  return row
}

export const bottomOf = (element: Element): number => element.getBoundingClientRect().bottom

export const topOf = (element: Element): number => element.getBoundingClientRect().top

/** As a wheel or a finger does it. */
export async function scrollBy(pixels: number): Promise<void> {
  // Between two frames, as a device does it; what a frame does to the sizes of rows comes after it was told.
  await new Promise((resolve) => setTimeout(resolve))
  viewport().scrollBy({ top: pixels, behavior: 'instant' })
  await drawn()
}

/** Until a browser that scrolls smoothly has come to where it scrolls to. */
export async function atRest(): Promise<void> {
  for (
    let still = 0, last = NaN;
    still < 5;
    still = viewport().scrollTop === last ? still + 1 : 0
  ) {
    last = viewport().scrollTop
    await drawn()
  }
}
