import { cleanup, render } from '@testing-library/react'
import { Markdown } from '../../src/components/markdown/Markdown.js'
import { attacks, beginnings } from '../components/markdownAttacks.js'
import { Around } from '../components/markdownAround.js'
import { answers, longAnswer } from '../components/markdownTexts.js'

const entities = 'amp lt gt quot apos nbsp copy mdash hellip rarr alpha NewLine colon zwj bogus'
  .split(' ')
  .map((name) => `&${name}; &#${name.length}; \`&${name};\``)
  .join('\n\n')

/** Shows each text, some of its beginnings first, as a chat does. */
async function goThrough() {
  let shown = 0
  const live: string[] = []
  for (const [at, text] of [
    ...Object.values(answers),
    longAnswer,
    entities,
    ...attacks,
  ].entries()) {
    const { rerender, container, unmount } = render(<Around>{null}</Around>)
    const show = (part: string, isLive: boolean) => {
      shown++
      rerender(
        <Around>
          <Markdown text={part} isLive={isLive} />
        </Around>,
      )
      if (
        container.querySelector(
          'img, iframe, script, style, link, object, embed, video, svg, form, base, meta',
        )
      )
        live.push(part)
    }
    for (const part of beginnings(text, at % 4 === 0 ? 12 : 3)) show(part, true)
    show(text, false)
    unmount()
    if (at % 200 === 0) await new Promise((resolve) => setTimeout(resolve))
  }
  cleanup()
  const own = new URL(origin).host
  const asked = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => new URL(name).host !== own)
  return { shown, live, asked }
}

goThrough().then(
  (told) => parent.postMessage(told, origin),
  (error: unknown) => parent.postMessage({ failed: String(error) }, origin),
)
