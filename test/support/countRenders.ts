/** What React keeps of a component; the little of it that tells whether it was rendered. */
interface Fiber {
  tag: number
  flags: number
  type: unknown
  child: Fiber | null
  sibling: Fiber | null
  alternate: Fiber | null
}

interface Hook {
  supportsFiber: boolean
  inject: () => number
  onCommitFiberRoot: (id: number, root: { current: Fiber }) => void
}

/** Where React's own profiler listens. It has to be there before React is, so the setup of the tests imports this first. */
const hook: Hook = { supportsFiber: true, inject: () => 1, onCommitFiberRoot: () => {} }
Object.assign(globalThis, { __REACT_DEVTOOLS_GLOBAL_HOOK__: hook })

/** React's marks: of work that was done, and of components that are functions or classes. */
const performedWork = 1
const components = new Set([0, 1, 11, 14, 15])

function nameOf(type: unknown): string {
  if (typeof type === 'function') return type.name
  const { type: inner, render } = type as { type?: unknown; render?: unknown }
  return nameOf(inner ?? render)
}

export interface RenderCounts {
  commits: number
  /** How often each component was rendered. */
  renders: Record<string, number>
}

export function stopCounting(): void {
  hook.onCommitFiberRoot = () => {}
}

/** Counts what React renders until the answer is called. */
export function countRenders(): () => RenderCounts {
  const counts: RenderCounts = { commits: 0, renders: {} }
  const count = (fiber: Fiber, before: Fiber | null) => {
    if (fiber === before) return
    if (components.has(fiber.tag) && (fiber.flags & performedWork) !== 0) {
      const name = nameOf(fiber.type)
      counts.renders[name] = (counts.renders[name] ?? 0) + 1
    }
    // The very same children: nothing below was looked at.
    if (before && fiber.child === before.child) return
    for (let { child } = fiber; child; child = child.sibling) count(child, child.alternate)
  }
  hook.onCommitFiberRoot = (_id, { current }) => {
    counts.commits++
    count(current, current.alternate)
  }
  return () => {
    stopCounting()
    return counts
  }
}
