import { render, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createElement, type ReactNode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import {
  ActionInbox,
  AssistantChat,
  Composer,
  isConfigurationError,
  MessageView,
  RunStatus,
  ThreadProvider,
  ThreadView,
  ToolOutputForm,
} from '../../src/index.js'
import type { AnyPart, AnyProps, PartCase } from '../components/partCase.js'
import { partTable } from '../components/partTable.js'
import { Catch, setStage, settle, Staged } from '../components/support.js'

const components: Record<string, object> = {
  ThreadView,
  MessageView,
  Composer,
  RunStatus,
  ToolOutputForm,
  ActionInbox,
  AssistantChat: { AssistantChat },
}

const rows = Object.entries(partTable).flatMap(([component, parts]) =>
  Object.entries(parts).map(([name, entry]) => {
    const exported = (components[component] as Record<string, AnyPart>)[name]
    const title = component === name ? name : `${component}.${name}`
    return { title, Part: entry.part ?? exported, Exported: exported, entry }
  }),
)

/** Shows one part in the surroundings that its row in the table gives it. */
async function show(Part: AnyPart | undefined, entry: PartCase, props: AnyProps) {
  if (!Part) throw new Error('it is listed and does not exist')
  const stage = await setStage(entry.options?.())
  const threadId = (await entry.thread?.(stage)) ?? null
  const around = threadId === null ? undefined : await entry.opensAt?.(stage, threadId)
  const user = userEvent.setup()
  const part = createElement(Part, { ...entry.props, ...props, 'data-testid': 'part' })
  const { findByTestId } = render(
    <Staged stage={stage} {...entry.settings}>
      {Part === (AssistantChat as unknown) ? (
        part
      ) : (
        <ThreadProvider threadId={threadId} around={around} assistantId={stage.assistantId}>
          {entry.around ? entry.around(part) : part}
        </ThreadProvider>
      )}
    </Staged>,
  )
  await entry.before?.(user, stage)
  const element = await findByTestId('part')
  return { element, user, stage }
}

describe('the list of parts', () => {
  it.each(Object.keys(components))('holds every part of %s', (component) => {
    expect(Object.keys(partTable[component] ?? {}).toSorted()).toEqual(
      Object.keys(components[component] ?? {}).toSorted(),
    )
  })
})

const classesOf = (element: HTMLElement) => [...element.classList]
const own = (entry: PartCase) => (entry.className === undefined ? [] : [entry.className])

it.each(rows)('$title is one element with its class, its state and its words', async (row) => {
  const { Part, entry } = row
  const { element } = await show(Part, entry, {})
  expect(element.tagName).toBe(entry.tag)
  expect(classesOf(element)).toEqual(expect.arrayContaining(own(entry)))
  expect(Object.assign({}, element.dataset)).toMatchObject(entry.data ?? {})
  await waitFor(() => expect(element).toHaveTextContent(entry.words ?? ''))
})

it.each(rows)('$title joins classes, passes on the rest, and fills a ref', async (row) => {
  const { Part, entry } = row
  const ref = { current: null }
  const props = { ref, className: 'mine', title: 'A title', 'data-mine': 'yes' }
  const { element } = await show(Part, entry, props)
  expect(classesOf(element)).toEqual(expect.arrayContaining(['mine', ...own(entry)]))
  expect(element).toHaveAttribute('title', 'A title')
  expect(element).toHaveAttribute('data-mine', 'yes')
  expect(ref.current).toBe(element)
})

it.each(rows)('$title becomes the element that `render` gives', async ({ Part, entry }) => {
  const ref = { current: null }
  const { element } = await show(Part, entry, { ref, render: <section data-mine="yes" /> })
  expect(element.tagName).toBe('SECTION')
  expect(Object.assign({}, element.dataset)).toMatchObject({ ...entry.data, mine: 'yes' })
  expect(classesOf(element)).toEqual(expect.arrayContaining(own(entry)))
  expect(ref.current).toBe(element)
})

it.each(rows)('$title becomes what `render` makes of its props', async ({ Part, entry }) => {
  const states: unknown[] = []
  const draw = (props: AnyProps, state: unknown): ReactNode => {
    states.push(state)
    return <section {...props} data-mine="yes" />
  }
  const { element } = await show(Part, entry, { render: draw })
  expect(element.tagName).toBe('SECTION')
  expect(Object.assign({}, element.dataset)).toMatchObject({ ...entry.data, mine: 'yes' })
  expect(Object.keys(states[0] ?? {})).toEqual(
    expect.arrayContaining(Object.keys(entry.data ?? {})),
  )
})

it.each(rows.filter(({ entry }) => entry.own))(
  '$title does its own and calls whoever listens, too',
  async ({ Part, entry }) => {
    const mine = vi.fn<() => void>()
    const { element, user, stage } = await show(Part, entry, { [entry.own?.event ?? '']: mine })
    await entry.own?.use(element, user, stage)
    expect(mine).toHaveBeenCalled()
  },
)

it.each(rows.filter(({ entry }) => entry.outside))(
  '$title says in words where it belongs',
  async ({ Exported, entry }) => {
    const hush = vi.spyOn(console, 'error').mockImplementation(() => {})
    const stage = await setStage()
    const errors: unknown[] = []
    const props = { id: 'row', call: { id: 'call', function: { name: '', arguments: '' } } }
    const part = createElement(Exported ?? 'i', { ...entry.props, ...props })
    const isOfThread = String(entry.outside).includes('ThreadProvider')
    render(
      <Staged stage={stage}>
        <Catch onError={(error) => errors.push(error)}>
          {isOfThread ? part : <ThreadProvider>{part}</ThreadProvider>}
        </Catch>
      </Staged>,
    )
    await settle()
    expect(errors).toHaveLength(1)
    expect(isConfigurationError(errors[0])).toBe(true)
    expect(String(errors[0])).toMatch(entry.outside || '')
    hush.mockRestore()
  },
)
