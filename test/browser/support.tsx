import { render } from '@testing-library/react'
import axe from 'axe-core'
import { cdp } from 'vitest/browser'
import { Chat, type ChatProps } from '../components/support.js'
import '../../src/styles/index.css'
import './page.css'

export type Scheme = 'light' | 'dark'

/** A chat on a whole page. */
export function openChat(props: ChatProps) {
  return render(
    <main className="whole-page">
      <Chat {...props} />
    </main>,
  )
}

export function setScheme(scheme: Scheme): void {
  document.documentElement.dataset['scheme'] = scheme
}

/** As if the person had set up their system like this. */
export const emulate = (name: string, value: string): Promise<unknown> =>
  // The types of the protocol are no part of Vitest's.
  (cdp() as unknown as { send: (method: string, params: object) => Promise<unknown> }).send(
    'Emulation.setEmulatedMedia',
    { features: [{ name, value }] },
  )

/** As if the page were put on paper; with nothing, as if it were on a screen again. */
export const emulateMedia = (media: 'print' | ''): Promise<unknown> =>
  (cdp() as unknown as { send: (method: string, params: object) => Promise<unknown> }).send(
    'Emulation.setEmulatedMedia',
    { media },
  )

/** Two frames: one in which things are laid out and observed, one in which what follows from that is seen. */
export async function drawn(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) {
    await new Promise((resolve) => requestAnimationFrame(() => resolve(undefined)))
  }
}

/** What is wrong for people with assistive technology, in a line each. */
export async function findAxeFaults(): Promise<string[]> {
  const { violations } = await axe.run(document.body, {
    // Whether a page has a heading and landmarks is the app's concern.
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  })
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  )
}

const name = (element: Element) => `${element.tagName} ${element.className}`

/** What is wider than its room, and what is too small to be hit. */
export function findLayoutFaults(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  const faults = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []
  for (const element of document.body.querySelectorAll<HTMLElement>('main *')) {
    // What is folded away, or there for ears only, takes no room.
    if (!element.checkVisibility() || element.closest('.ra-unseen')) continue
    const { left, right, width, height } = element.getBoundingClientRect()
    if (left < -0.5 || right > clientWidth + 0.5) faults.push(`${name(element)} leaves the page`)
    if (
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).display !== 'inline'
    ) {
      faults.push(`${name(element)} is ${element.scrollWidth} in ${element.clientWidth}`)
    }
    // What is hit may be the label around it.
    const isTarget = element.matches(
      'button, summary, textarea, select, input:not(label > *), label:has(> input), a',
    )
    if (isTarget && (width < 24 || height < 24))
      faults.push(`${name(element)} is ${width} × ${height}`)
  }
  return faults
}

export const viewport = (): HTMLElement => {
  const element = document.querySelector<HTMLElement>('.ra-viewport')
  if (!element) throw new Error('there is no viewport')
  return element
}

export const fromEnd = (): number => {
  const { scrollHeight, clientHeight, scrollTop } = viewport()
  return Math.round(scrollHeight - clientHeight - scrollTop)
}
