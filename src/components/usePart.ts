'use client'

import {
  Children,
  cloneElement,
  type ComponentPropsWithRef,
  createElement,
  type HTMLAttributes,
  isValidElement,
  type JSX,
  type ReactElement,
  type Ref,
  type RefCallback,
} from 'react'
import { joinProps } from './joinProps.js'
import { type AnyRef, useJoinedRef } from './useJoinedRef.js'

type Tag = keyof JSX.IntrinsicElements

/** What a part hands to `render`, for whatever element that makes. */
export interface RenderProps extends HTMLAttributes<Element> {
  ref?: RefCallback<Element>
}

/** The props of a part: those of its element, `render` to put another in its place, and `ref`. */
export type PartProps<T extends Tag, State = object> = ComponentPropsWithRef<T> & {
  /** An element that takes the part's props over, or a function that makes one of them and of the part's state. */
  render?: ReactElement | ((props: RenderProps, state: State) => ReactElement) | undefined
}

/** What a part is by itself: the props of its element, and what is no prop of it. */
type OwnProps<T extends Tag, State> = Omit<ComponentPropsWithRef<T>, 'ref'> & {
  ref?: Ref<HTMLElement>
  /** Shown as `data-*`: true without a value, nothing of what is not so. */
  state?: State
  /** @default true */
  isThere?: boolean
}

/**
 * The one element that a part is, made of its own props and those of whoever uses it (`joinProps`); what `render` gives has
 * the last word in the same way. Null where the part is not there.
 */
export function usePart<T extends Tag, State extends object>(
  tag: T,
  props: PartProps<T, State>,
  ownProps: OwnProps<T, State>,
): ReactElement | null {
  const { render, ref, ...theirs } = props as PartProps<'div', State>
  const { ref: ownRef, state = {}, isThere = true, ...own } = ownProps as OwnProps<'div', State>
  const given = isThere ? elementOf(render) : undefined
  const joined = useJoinedRef(ref, given?.props.ref, ownRef)
  if (!isThere) return null
  const ready = { ...dataOf(state), ...joinProps(own, theirs), ref: joined }
  // A part without a state has one without properties.
  if (typeof render === 'function') return render(ready, state as State)
  return given
    ? cloneElement(given, { ...joinProps(ready, given.props), ref: joined })
    : createElement(tag, ready)
}

/** An element that comes from a server component is wrapped, and `Children` unwraps it. */
function elementOf(render: unknown): ReactElement<{ ref?: AnyRef }> | undefined {
  if (typeof render === 'function') return undefined
  const [element] = Children.toArray(render as ReactElement)
  return isValidElement<{ ref?: AnyRef }>(element) ? element : undefined
}

const dataOf = (state: object) =>
  Object.fromEntries(
    Object.entries(state).flatMap(([name, value]) =>
      value ? [[`data-${name.toLowerCase()}`, value === true ? '' : String(value)]] : [],
    ),
  )
