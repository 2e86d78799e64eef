import './bare.css'
import type { Contestant, Thread } from './contestant.js'
import { rowAt } from './contents.js'
import { createDriver } from './drive.js'

/** What a thread costs at least: ready HTML, and one text node that grows once per frame. */
function createBare(): Contestant {
  const find = (selector: string): HTMLElement => {
    const found = document.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`The bare page has no ${selector}.`)
    return found
  }
  let rows: string[] = []
  let older: string[] = []
  let deltas: readonly string[] = []
  let growing: Text | undefined
  let buffer = ''
  let isWaiting = false

  const viewport = () => find('.viewport')
  const list = () => find('.rows')
  const htmlOf = (index: number) => {
    const { role, html } = rowAt(index)
    return `<article class="${role}">${html}</article>`
  }
  const toEnd = () => {
    viewport().scrollTop = viewport().scrollHeight
  }
  const publish = () => {
    isWaiting = false
    growing?.appendData(buffer)
    buffer = ''
    toEnd()
  }

  return {
    fill({ count, older: before, shown = count }: Thread) {
      older = Array.from({ length: before }, (_, at) => htmlOf(at))
      rows = Array.from({ length: shown }, (_, at) => htmlOf(before + count - shown + at))
      return Promise.resolve()
    },
    mount() {
      find('#root').innerHTML =
        `<div class="viewport"><div class="rows">${rows.join('')}</div></div>` +
        '<form><textarea rows="1"></textarea></form>'
      toEnd()
    },
    begin(said) {
      deltas = said
      list().insertAdjacentHTML(
        'beforeend',
        '<article class="user">Go on.</article><article class="assistant plain"></article>',
      )
      growing = list().lastElementChild?.appendChild(new Text())
      toEnd()
      return Promise.resolve()
    },
    say(at) {
      buffer += deltas[at] ?? ''
      if (isWaiting) return
      isWaiting = true
      requestAnimationFrame(publish)
    },
    finish() {},
    isSettled: () => !isWaiting,
    prepend() {
      // Native anchoring fails beside `content-visibility`, so the row in sight is held by hand, before each paint.
      const { top: edge } = viewport().getBoundingClientRect()
      const row = [...list().children].find((one) => one.getBoundingClientRect().bottom > edge)
      const top = row?.getBoundingClientRect().top ?? 0
      const hold = () => {
        viewport().scrollTop += (row?.getBoundingClientRect().top ?? 0) - top
      }
      list().insertAdjacentHTML('afterbegin', older.join(''))
      hold()
      new ResizeObserver(hold).observe(list())
    },
    viewport,
    rows: () => list().children,
    input: () => find('textarea'),
  }
}

window.bench = createDriver(createBare())
