interface Props {
  readonly className?: string | undefined
  readonly style?: object | undefined
  readonly [name: string]: unknown
}
type Listener = ((...facts: unknown[]) => unknown) | undefined

/**
 * The props of an element from two sides. Classes, styles and listeners of both count, the second side's listeners before
 * those of the first; of anything else what the second side says.
 */
export function joinProps(first: Props, second: Props): Props {
  const both: Record<string, unknown> = { ...first, ...second }
  for (const [name, listener] of Object.entries(first)) {
    // What is named like a listener is one.
    if (/^on[A-Z]/.test(name))
      both[name] = joinListeners(second[name] as Listener, listener as Listener)
  }
  return {
    ...both,
    className: [second.className, first.className].filter(Boolean).join(' ') || undefined,
    style: first.style ? { ...first.style, ...second.style } : second.style,
  }
}

function joinListeners(first: Listener, second: Listener): Listener {
  if (!first || !second) return first ?? second
  return (...facts) => {
    first(...facts)
    second(...facts)
  }
}
