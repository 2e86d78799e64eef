import { render } from 'katex'
import { createLowlight, common } from 'lowlight'
import 'katex/dist/katex.min.css'
import { Fragment, memo, type ReactNode, useLayoutEffect, useRef } from 'react'
import type { MarkdownCodeBlock, MarkdownFormula, MarkdownOptions } from '../../src/index.js'
import './markdownSlots.css'

const lowlight = createLowlight(common)
type Highlighted = ReturnType<typeof lowlight.highlight>['children'][number]

/** What a highlighter found, as elements: no markup is parsed. */
const draw = (node: Highlighted, key: number): ReactNode => {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return null
  const { className } = node.properties
  return (
    <span key={key} className={Array.isArray(className) ? className.join(' ') : undefined}>
      {node.children.map(draw)}
    </span>
  )
}

/** The answer grows behind a block of code; the block itself is coloured again only when it changes. */
const Code = memo(function Code({ text, language }: MarkdownCodeBlock) {
  if (!lowlight.registered(language)) return text
  return <Fragment>{lowlight.highlight(language, text).children.map(draw)}</Fragment>
})

/** KaTeX builds the elements itself, once for each formula. */
const Formula = memo(function Formula({ text, isDisplay }: MarkdownFormula) {
  const element = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    if (element.current)
      render(text, element.current, { displayMode: isDisplay, throwOnError: false })
  }, [text, isDisplay])
  return <span ref={element} />
})

/** Two slots filled, each with a library that many apps have already. */
export const highlighted: MarkdownOptions = { renderCode: (code) => <Code {...code} /> }
export const withFormulas: MarkdownOptions = { renderMath: (formula) => <Formula {...formula} /> }
