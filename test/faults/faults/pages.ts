import type { FaultKind } from '../kinds.js'
import type { Stage } from '../stage.js'
import type { StorageFault } from '../world/createPageStorage.js'
import { defineKind } from './kind.js'

type PageKind = Extract<
  FaultKind,
  | 'server-side expiry'
  | 'clock skew'
  | 'offline and online'
  | 'hidden and throttled'
  | 'freeze'
  | 'unmount and remount'
  | 'thread switch'
  | 'double act'
  | 'second tab'
  | `storage ${StorageFault}`
>

/** Begins something that ends by itself after `ms`, or when everything is to be quiet. */
function forAWhile({ world, onQuiet }: Stage, ms: number, end: () => void) {
  let isOver = false
  const once = () => {
    if (!isOver) end()
    isOver = true
  }
  world.clock.after(ms, once)
  onQuiet(once)
}

const storageFault = (fault: StorageFault, what: string) =>
  defineKind<{ acts: number }>({
    what,
    draw: (draw) => ({ acts: draw.oneOf([1, 2, 5, 1_000]) }),
    strike: ({ world, page }, { acts }) =>
      page().storage.fail(fault, acts, () => world.strike(`storage ${fault}`)),
  })

/** What happens to the page, to time, to what is kept, and what a person does at a bad moment. */
export const pageFaults = {
  'server-side expiry': defineKind<{ seconds: number }>({
    what: 'The next run has little time.',
    draw: (draw) => ({ seconds: draw.oneOf([1, 3, 8, 20]) }),
    strike: ({ world }, { seconds }) => void world.lifetimes.push(seconds),
  }),
  'clock skew': defineKind<{ ms: number }>({
    what: "The device's clock is wrong, from now on.",
    draw: (draw) => ({ ms: draw.oneOf([-600_000, 600_000, -90_000, 3_600_000]) }),
    strike: ({ world, page }, { ms }) => {
      page().clock.skew = ms
      world.strike('clock skew')
    },
  }),
  'offline and online': defineKind<{
    ms: number
    how: 'break' | 'hang'
    lie: 'none' | 'says nothing' | 'says it was away'
  }>({
    what: 'The network goes and comes; the page is told, is not told, or is told of what never was.',
    draw: (draw) => ({
      ms: draw.oneOf([400, 3_000, 12_000, 70_000]),
      how: draw.oneOf(['break', 'hang']),
      lie: draw.oneOf(['none', 'none', 'says nothing', 'says it was away']),
    }),
    strike: (stage, { ms, how, lie }) => {
      const { line, presence } = stage.page()
      stage.world.strike('offline and online')
      if (lie !== 'says it was away') line.cut(how)
      forAWhile(stage, ms, () => {
        line.join()
        if (lie !== 'says nothing') presence.tell()
      })
    },
  }),
  'hidden and throttled': defineKind<{ ms: number }>({
    what: 'The tab is hidden, and its timers ring once a minute.',
    draw: (draw) => ({ ms: draw.oneOf([700, 6_000, 90_000, 1_800_000]) }),
    strike: (stage, { ms }) => {
      const { clock, presence } = stage.page()
      stage.world.strike('hidden and throttled')
      presence.hide()
      clock.pace('throttled')
      forAWhile(stage, ms, () => {
        clock.pace('awake')
        presence.show()
      })
    },
  }),
  freeze: defineKind<{ ms: number }>({
    what: 'The page stands still while the world goes on.',
    draw: (draw) => ({ ms: draw.oneOf([500, 5_000, 60_000, 700_000]) }),
    strike: (stage, { ms }) => {
      const { clock, line } = stage.page()
      stage.world.strike('freeze')
      clock.pace('frozen')
      line.hold()
      forAWhile(stage, ms, () => {
        clock.pace('awake')
        line.letGo()
      })
    },
  }),
  'unmount and remount': defineKind<{ ms: number; isReload: boolean }>({
    what: 'The thread leaves the screen and comes again, or the page is loaded anew.',
    draw: (draw) => ({ ms: draw.oneOf([0, 0, 600, 9_000]), isReload: draw.onceIn(2) }),
    strike: (stage, { ms, isReload }) => {
      const { world, person } = stage
      world.strike('unmount and remount')
      if (isReload) {
        person.reload()
        return
      }
      const comeBack = person.unmount()
      if (ms === 0) comeBack()
      else forAWhile(stage, ms, comeBack)
    },
  }),
  'thread switch': defineKind<object>({
    what: 'The person goes to the other thread.',
    draw: () => ({}),
    strike: ({ world, person }) => {
      world.strike('thread switch')
      person.switchThread()
    },
  }),
  'double act': defineKind<object>({
    what: 'What the person does next is done twice in the same moment.',
    draw: () => ({}),
    strike: ({ person }) => person.doubleNext(),
  }),
  'second tab': defineKind<{ ms: number }>({
    what: 'The thread is open in a second tab for a while, and something is done there.',
    draw: (draw) => ({ ms: draw.oneOf([1_000, 8_000, 40_000]) }),
    strike: (stage, { ms }) => {
      const { world, person } = stage
      world.strike('second tab')
      const { act, close } = person.openTab()
      forAWhile(stage, ms / 2, act)
      world.clock.after(ms, close)
    },
  }),
  'storage abort': storageFault('abort', 'An act of storage is undone.'),
  'storage quota': storageFault('quota', 'There is no room to write.'),
  'storage closed': storageFault('closed', 'The connection to the database is gone.'),
  'storage blocked': storageFault('blocked', 'Another tab holds the database for seconds.'),
} satisfies Record<PageKind, unknown>
