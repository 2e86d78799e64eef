'use client'

import type { Token, Tokens } from 'marked'
import { Fragment, type ReactNode, useContext } from 'react'
import { drawMarks, MarkedText } from '../message-view/MarkedText.js'
import { marksIn, stripMarks } from '../message-view/marks.js'
import { MessageViewFile } from '../message-view/MessageViewFile.js'
import { MessageViewImage } from '../message-view/MessageViewImage.js'
import { MarksContext } from '../message-view/SourcesContext.js'
import { decodeEntities } from './entities.js'
import { showUnseen, textOf, tokensOf } from './inlineText.js'
import type { MarkdownOptions } from './MarkdownOptions.js'
import type { MarkdownFormula } from './MarkdownOptions.js'
import { realPlace, safeHref } from './safeHref.js'

export const deepest = 100

/**
 * What stands in a line. A function and no component, as is all that has no state: React keeps a record of each
 * component, and an answer has hundreds of such pieces.
 */
export function drawInline(
  tokens: readonly Token[],
  options: MarkdownOptions,
  depth: number,
): ReactNode[] {
  if (depth > deepest) return [textOf(tokens)]
  const children: ReactNode[] = []
  for (const [key, token] of tokens.entries()) {
    const last = children.at(-1)
    const text = plainOf(token)
    // One text node for all that is one text.
    if (text !== undefined && typeof last === 'string') children[children.length - 1] = last + text
    else if (text !== undefined) children.push(text)
    else children.push(drawToken(token, key, options, depth))
  }
  return children.map((child, at) =>
    typeof child === 'string' && marksIn(child).length > 0 ? (
      // oxlint-disable-next-line react/no-array-index-key -- a text has no other name
      <MarkedText key={`text ${at}`} text={child} />
    ) : (
      child
    ),
  )
}

/** The one tag that does what it says: in a cell of a table there is no other way. */
const lineBreak = /^<br\s*\/?>$/i

function plainOf(token: Token): string | undefined {
  if (token.type === 'html') return lineBreak.test(token.raw) ? undefined : token.raw
  if (token.type !== 'text' || tokensOf(token).length > 0) return undefined
  return decodeEntities((token as Tokens.Text).text)
}

function drawToken(token: Token, key: number, options: MarkdownOptions, depth: number): ReactNode {
  const drawInner = () => drawInline(tokensOf(token), options, depth + 1)
  switch (token.type) {
    case 'strong':
      return <strong key={key}>{drawInner()}</strong>
    case 'em':
      return <em key={key}>{drawInner()}</em>
    case 'del':
      return <del key={key}>{drawInner()}</del>
    case 'text':
      return <Fragment key={key}>{drawInner()}</Fragment>
    case 'codespan':
      return (
        <Fragment key={key}>
          <code className="ra-inline-code" dir="ltr">
            {showUnseen(stripMarks((token as Tokens.Codespan).text))}
          </code>
          {drawMarks(token.raw)}
        </Fragment>
      )
    case 'math': {
      const { text, isDisplay } = token as Tokens.Generic & MarkdownFormula
      return (
        <span key={key} className="ra-math" data-display={isDisplay || undefined} dir="ltr">
          {options.renderMath?.({ text: stripMarks(text), isDisplay })}
        </span>
      )
    }
    case 'br':
    case 'html':
      return <br key={key} />
    case 'link':
      return <Link key={key} token={token as Tokens.Link} options={options} depth={depth} />
    case 'image':
      return <Image key={key} token={token as Tokens.Image} />
    case 'checkbox':
      return null
    default:
      return textOf([token])
  }
}

interface LinkProps {
  token: Tokens.Link
  options: MarkdownOptions
  depth: number
}

function Link({ token, options, depth }: LinkProps) {
  const sources = useContext(MarksContext)
  const href = safeHref(stripMarks(token.href), options.linkBase)
  const text = textOf(token.tokens)
  // A picture in a link is its text: a link and a button cannot both be pressed.
  const tokens = token.tokens.map((inner) =>
    inner.type === 'image' ? { type: 'text', raw: '', text: textOf([inner]) || token.href } : inner,
  )
  // A link holds no buttons, so its sources stand behind it.
  const words = <MarksContext value={null}>{drawInline(tokens, options, depth + 1)}</MarksContext>
  const [mark] = stripMarks(token.href) === '' ? marksIn(token.href) : []
  const file = mark === undefined ? undefined : sources?.[mark]
  if (file) return <MessageViewFile fileId={file.fileId} words={words} />
  if (href === undefined) {
    return (
      <>
        {words}
        {drawMarks(token.raw)}
      </>
    )
  }
  const place = realPlace(text, href)
  return (
    <>
      <a href={href} rel="noopener noreferrer nofollow" target="_blank">
        {words}
      </a>
      {place !== undefined && (
        <>
          {' '}
          <bdi className="ra-real-place" dir="ltr">
            ({place})
          </bdi>
        </>
      )}
      {drawMarks(token.raw)}
    </>
  )
}

function Image({ token }: { token: Tokens.Image }) {
  const url = safeHref(stripMarks(token.href))
  const words = textOf(token.tokens)
  const isWeb = url?.startsWith('http') === true
  return (
    <>
      {isWeb ? (
        <span className="ra-markdown-image">
          {words !== '' && <bdi className="ra-quiet">{words}</bdi>}
          <MessageViewImage url={url} />
        </span>
      ) : (
        words
      )}
      {drawMarks(token.raw)}
    </>
  )
}
