import type { Contestant, Thread } from './contestant.js'
import { streamedAnswer } from './contents.js'

export const nextFrame = (): Promise<number> => new Promise(requestAnimationFrame)

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** Resolves in the first task after the frame that is about to be made. */
const afterFrame = async (): Promise<void> => {
  await nextFrame()
  await nextTask()
}

const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })

async function until(isTrue: () => boolean, what: string): Promise<void> {
  const began = performance.now()
  while (!isTrue()) {
    if (performance.now() - began > 60_000) throw new Error(`The page never got to: ${what}.`)
    await nextFrame()
  }
}

/** What happens late belongs to what caused it. */
const quiet = 250

/** Acts of a reader on either page, each of them what one scenario measures. */
export function createDriver(contestant: Contestant) {
  let deltas: readonly string[] = []

  const isAtEnd = (): boolean => {
    const last = [...contestant.rows()].at(-1)?.getBoundingClientRect()
    if (!last) return false
    const { top, bottom } = contestant.viewport().getBoundingClientRect()
    return last.bottom > top && last.bottom <= bottom
  }

  /** Hands over a delta in a task of its own, the next one when that was handled. */
  const sayAll = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      let at = 0
      port1.addEventListener('message', () => {
        contestant.say(at)
        at++
        if (at < deltas.length) {
          port2.postMessage(null)
          return
        }
        port1.close()
        resolve()
      })
      port1.start()
      port2.postMessage(null)
    })

  const sayInTime = (perSecond: number): Promise<void> =>
    new Promise((resolve) => {
      const began = performance.now()
      let at = 0
      const timer = setInterval(() => {
        const due = Math.floor(((performance.now() - began) * perSecond) / 1_000)
        for (; at < Math.min(due, deltas.length); at++) contestant.say(at)
        if (at < deltas.length) return
        clearInterval(timer)
        resolve()
      }, 1_000 / perSecond)
    })

  const finish = async () => {
    contestant.finish()
    await until(contestant.isSettled, 'a settled answer')
    await afterFrame()
    await wait(quiet)
  }

  return {
    fill: (thread: Thread) => contestant.fill(thread),

    async open() {
      contestant.mount()
      await until(isAtEnd, 'the end of the thread')
      await afterFrame()
      await wait(quiet)
    },

    async begin(count: number) {
      deltas = streamedAnswer(count)
      await contestant.begin(deltas)
      await wait(quiet)
    },

    async burst() {
      await sayAll()
      await finish()
    },

    async paced(perSecond: number) {
      await sayInTime(perSecond)
      await finish()
    },

    /** The same with the deltas alone, for what is counted per delta. */
    async pacedDeltas(perSecond: number) {
      await sayInTime(perSecond)
      await afterFrame()
    },

    /** Milliseconds from each key to the task after the frame that shows it, from now until the answer is asked for. */
    watchKeys() {
      const waits: number[] = []
      const input = contestant.input()
      input.focus()
      const onKey = ({ timeStamp }: KeyboardEvent) => {
        void afterFrame().then(() => waits.push(performance.now() - timeStamp))
      }
      input.addEventListener('keydown', onKey, { capture: true })
      return () => {
        input.removeEventListener('keydown', onKey, { capture: true })
        return waits
      }
    },

    async scroll(frames: number, px: number) {
      const viewport = contestant.viewport()
      for (let frame = 0; frame < frames; frame++) {
        await nextFrame()
        viewport.scrollTop -= px
      }
      await afterFrame()
    },

    /** The share of the viewport that no row covers while the thread is flung upward. */
    async fling(frames: number, px: number) {
      const viewport = contestant.viewport()
      let blank = 0
      let seen = 0
      for (let frame = 0; frame < frames && viewport.scrollTop > px; frame++) {
        await nextFrame()
        viewport.scrollTop -= px
        await nextTask()
        const { top, bottom } = viewport.getBoundingClientRect()
        blank += blankBetween(contestant.rows(), top, bottom)
        seen += bottom - top
      }
      return blank / seen
    },

    /** Goes to where a reader would ask for older messages. */
    async toTop(px: number) {
      const viewport = contestant.viewport()
      // Rows that were never seen take their real height on the way, so it is gone once more.
      for (let round = 0; round < 3; round++) {
        viewport.scrollTop = px
        await afterFrame()
        await wait(quiet)
      }
    },

    /** How far the row in sight moves while older messages come, and the longest frame of all. */
    async prepend(frames: number) {
      const viewport = contestant.viewport()
      const { top: edge } = viewport.getBoundingClientRect()
      const row = [...contestant.rows()].find((one) => one.getBoundingClientRect().bottom > edge)
      if (!row) throw new Error('No row is in sight.')
      const words = row.textContent
      const topOf = () => {
        const same = row.isConnected
          ? row
          : [...contestant.rows()].find((one) => one.textContent === words)
        return same?.getBoundingClientRect().top ?? Infinity
      }
      const before = topOf()
      const height = viewport.scrollHeight
      let shift = 0
      let longest = 0
      let last = await nextFrame()
      contestant.prepend()
      for (let frame = 0; frame < frames; frame++) {
        const now = await nextFrame()
        longest = Math.max(longest, now - last)
        last = now
        await nextTask()
        shift = Math.max(shift, Math.abs(topOf() - before))
      }
      if (viewport.scrollHeight <= height) throw new Error('The older messages never came.')
      return { shift, longest }
    },
  }
}

export type Driver = ReturnType<typeof createDriver>

/** Rows stand apart from each other; that much is no hole. */
const gap = 48

function blankBetween(rows: Iterable<Element>, top: number, bottom: number): number {
  let covered = top
  let blank = 0
  for (const row of rows) {
    const box = row.getBoundingClientRect()
    if (box.bottom <= top) continue
    if (box.top >= bottom) break
    if (box.top - covered > gap) blank += box.top - covered
    covered = Math.max(covered, box.bottom)
  }
  return bottom - covered > gap ? blank + bottom - covered : blank
}
