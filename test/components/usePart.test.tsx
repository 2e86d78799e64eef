import { fireEvent, render, screen } from '@testing-library/react'
import { lazy, type ReactElement, type Ref } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { type PartProps, usePart } from '../../src/components/usePart.js'

interface Switch {
  isOn?: boolean
  isThere?: boolean
  own?: Ref<HTMLElement>
  onOwn?: () => void
}
type SwitchProps = Switch & PartProps<'button', { on: boolean; count: number; NotSo: null }>

/** A part like any of ours. */
function Switch({ isOn = true, isThere = true, own, onOwn, ...props }: SwitchProps) {
  return usePart('button', props, {
    ...(own && { ref: own }),
    isThere,
    state: { on: isOn, count: 2, NotSo: null },
    className: 'own',
    type: 'button',
    style: { color: 'red', top: 1 },
    onClick: () => onOwn?.(),
    'aria-label': 'Switch',
    children: 'Own words',
  })
}

const button = () => screen.getByRole('button')

it('is its element, with its own props and its state as data', () => {
  render(<Switch />)
  expect(button()).toHaveTextContent('Own words')
  expect(Object.assign({}, button().dataset)).toEqual({ on: '', count: '2' })
})

it('is not there when it says so, whatever is put in its place', () => {
  const draw = vi.fn<() => ReactElement>(() => <i />)
  const { container, rerender } = render(<Switch isThere={false} render={draw} />)
  rerender(<Switch isThere={false} render={<section />} />)
  expect(container).toBeEmptyDOMElement()
  expect(draw).not.toHaveBeenCalled()
})

it('joins classes and styles, and takes any other prop over, even one that says nothing', () => {
  render(
    <Switch className="mine" style={{ color: 'blue' }} aria-label={undefined} data-count="many">
      My words
    </Switch>,
  )
  expect(button()).toHaveClass('own', 'mine')
  expect(button()).toHaveStyle({ color: 'rgb(0, 0, 255)', top: '1px' })
  expect(button()).not.toHaveAttribute('aria-label')
  expect(button()).toHaveAttribute('data-count', 'many')
  expect(button()).toHaveTextContent('My words')
})

it('calls the listeners of all, from the outside in, with the event', () => {
  const heard: string[] = []
  const hear =
    (who: string) =>
    ({ type }: { type: string }) =>
      heard.push(`${who} ${type}`)
  const listeners = { onClick: hear('user'), onOwn: () => heard.push('own'), onBlur: hear('user') }
  const onClick = hear('element')
  render(
    <Switch {...listeners} render={<button type="button" aria-label="Mine" onClick={onClick} />} />,
  )
  fireEvent.click(button())
  fireEvent.blur(button())
  expect(heard).toEqual(['element click', 'user click', 'own', 'user blur'])
})

it('goes on listening where a listener is undefined', () => {
  const onOwn = vi.fn<() => void>()
  render(<Switch onOwn={onOwn} onClick={undefined} />)
  fireEvent.click(button())
  expect(onOwn).toHaveBeenCalledTimes(1)
})

it('becomes an element that is given, whose props have the last word', () => {
  render(<Switch className="mine" render={<a href="/" className="given" aria-label="Given" />} />)
  const link = screen.getByRole('link', { name: 'Given' })
  expect(link).toHaveClass('own', 'mine', 'given')
  expect(link).toHaveTextContent('Own words')
  expect(link).toHaveAttribute('data-on', '')
})

it('becomes what a function makes of its props and its state', () => {
  render(
    <Switch isOn={false} render={(props, { on }) => <section {...props}>{String(on)}</section>} />,
  )
  const section = screen.getByLabelText('Switch')
  expect(section.tagName).toBe('SECTION')
  expect(section).toHaveTextContent('false')
  expect(section).not.toHaveAttribute('data-on')
})

it('becomes an element that a server component gives, which comes wrapped', async () => {
  const Later = lazy(async () => Promise.resolve({ default: () => null }))
  // What a server component hands over is a wrapper that holds the element itself.
  const wrapped = { ...Later, _payload: <section />, _init: (held: ReactElement) => held }
  render(<Switch render={wrapped as unknown as ReactElement} />)
  expect((await screen.findByLabelText('Switch')).tagName).toBe('SECTION')
})

it('fills every ref once, leaves it alone while it is the same, and empties it in the end', () => {
  const calls: string[] = []
  const kept = { current: null }
  const note = (element: Element | null) => void calls.push(element ? 'filled' : 'emptied')
  const own = () => {
    calls.push('own filled')
    return () => void calls.push('own left')
  }
  const part = <Switch ref={note} own={own} render={<section ref={kept} />} />
  const { rerender, unmount } = render(part)
  expect(kept.current).toBe(screen.getByLabelText('Switch'))
  rerender(<Switch isOn={false} ref={note} own={own} render={<section ref={kept} />} />)
  expect(calls).toEqual(['filled', 'own filled'])
  unmount()
  expect(calls).toEqual(['filled', 'own filled', 'emptied', 'own left'])
  expect(kept.current).toBeNull()
})

it('is the same on a server', () => {
  expect(renderToString(<Switch className="mine" />)).toBe(
    '<button data-on="" data-count="2" class="mine own" type="button" style="color:red;top:1px" aria-label="Switch">Own words</button>',
  )
})
