/** As much of React's tree as is read here; it is React's own, and the same in every build of this version. */
interface Fiber {
  flags: number
  type: unknown
  stateNode: unknown
  child: Fiber | null
  sibling: Fiber | null
  return: Fiber | null
  alternate: Fiber | null
}

export interface Counts {
  commits: number
  mostCommitsPerFrame: number
  frames: number
  /** Components that rendered in the row that streams. */
  inside: number
  /** And elsewhere, by name. */
  outside: Record<string, number>
  /** Counts from now on. */
  begin: () => void
  end: () => void
}

/** What React marks a component with that rendered in this commit: DevTools reads it, too. */
const performedWork = 1

const isComponent = ({ type }: Fiber): boolean =>
  typeof type === 'function' || (typeof type === 'object' && type !== null)

const nameOf = ({ type }: Fiber): string => {
  const { name, displayName, type: inner } = type as Record<string, { name?: string } | string>
  const known = displayName ?? name ?? (inner as { name?: string } | undefined)?.name
  return typeof known === 'string' && known !== '' ? known : 'without a name'
}

/** The row that a fiber draws or stands in, as an element. */
function elementOf(fiber: Fiber): Element | undefined {
  for (let one: Fiber | null = fiber; one; one = one.child) {
    if (one.stateNode instanceof Element) return one.stateNode
    if (one.stateNode instanceof Text) return one.stateNode.parentElement ?? undefined
  }
  for (let one: Fiber | null = fiber.return; one; one = one.return) {
    if (one.stateNode instanceof Element) return one.stateNode
  }
  return undefined
}

/** Counts what React renders and commits, as the developer tools do: to be called before React is loaded. */
export function countRenders(): Counts {
  let isCounting = false
  let inFrame = 0
  const counts: Counts = {
    commits: 0,
    mostCommitsPerFrame: 0,
    frames: 0,
    inside: 0,
    outside: {},
    begin() {
      Object.assign(counts, { commits: 0, mostCommitsPerFrame: 0, frames: 0, inside: 0 })
      counts.outside = {}
      isCounting = true
      const frame = () => {
        if (!isCounting) return
        counts.frames++
        inFrame = 0
        requestAnimationFrame(frame)
      }
      requestAnimationFrame(frame)
    },
    end() {
      isCounting = false
    },
  }

  const count = (fiber: Fiber) => {
    if (elementOf(fiber)?.closest('[data-state="live"]')) counts.inside++
    else counts.outside[nameOf(fiber)] = (counts.outside[nameOf(fiber)] ?? 0) + 1
  }
  const walk = (fiber: Fiber, before: Fiber) => {
    if (isComponent(fiber) && (fiber.flags & performedWork) !== 0) count(fiber)
    // The same children: nothing below was looked at.
    if (fiber.child === before.child) return
    for (let child = fiber.child; child; child = child.sibling) {
      if (child.alternate) walk(child, child.alternate)
      else mount(child)
    }
  }
  const mount = (fiber: Fiber) => {
    if (isComponent(fiber)) count(fiber)
    for (let child = fiber.child; child; child = child.sibling) mount(child)
  }

  Object.assign(window, {
    __REACT_DEVTOOLS_GLOBAL_HOOK__: {
      isDisabled: false,
      supportsFiber: true,
      inject: () => 1,
      onCommitFiberUnmount: () => {},
      onPostCommitFiberRoot: () => {},
      onCommitFiberRoot: (_renderer: number, { current }: { current: Fiber }) => {
        if (!isCounting || !current.alternate) return
        counts.commits++
        inFrame++
        counts.mostCommitsPerFrame = Math.max(counts.mostCommitsPerFrame, inFrame)
        walk(current, current.alternate)
      },
    },
  })
  return counts
}
