import type { Token, Tokens } from 'marked'
import type { ReactNode } from 'react'
import { MessageViewImage } from '../message-view/MessageViewImage.js'
import { decodeEntities } from './entities.js'
import { showUnseen, textOf, tokensOf } from './inlineText.js'
import type { MarkdownOptions } from './MarkdownOptions.js'
import { realPlace, safeHref } from './safeHref.js'

export const deepest = 100

export interface MarkdownInlineProps {
  tokens: readonly Token[]
  options: MarkdownOptions
  depth: number
}

/** What stands in a line. */
export function MarkdownInline({ tokens, options, depth }: MarkdownInlineProps): ReactNode {
  if (depth > deepest) return textOf(tokens)
  const children: ReactNode[] = []
  for (const [key, token] of tokens.entries()) {
    const last = children.at(-1)
    const text = plainOf(token)
    // One text node for all that is one text.
    if (text !== undefined && typeof last === 'string') children[children.length - 1] = last + text
    else if (text !== undefined) children.push(text)
    else {
      children.push(<InlineToken key={key} token={token} options={options} depth={depth} />)
    }
  }
  return children
}

/** The one tag that does what it says: in a cell of a table there is no other way. */
const lineBreak = /^<br\s*\/?>$/i

function plainOf(token: Token): string | undefined {
  if (token.type === 'html') return lineBreak.test(token.raw) ? undefined : token.raw
  if (token.type !== 'text' || tokensOf(token).length > 0) return undefined
  return decodeEntities((token as Tokens.Text).text)
}

function InlineToken({
  token,
  options,
  depth,
}: { token: Token } & Omit<MarkdownInlineProps, 'tokens'>) {
  const inner = <MarkdownInline tokens={tokensOf(token)} options={options} depth={depth + 1} />
  switch (token.type) {
    case 'strong':
      return <strong>{inner}</strong>
    case 'em':
      return <em>{inner}</em>
    case 'del':
      return <del>{inner}</del>
    case 'text':
      return inner
    case 'codespan':
      return (
        <code className="ra-inline-code" dir="ltr">
          {showUnseen((token as Tokens.Codespan).text)}
        </code>
      )
    case 'br':
    case 'html':
      return <br />
    case 'link':
      return <Link token={token as Tokens.Link} options={options} depth={depth} />
    case 'image':
      return <Image token={token as Tokens.Image} />
    case 'checkbox':
      return null
    default:
      return textOf([token])
  }
}

function Link({
  token,
  options,
  depth,
}: { token: Tokens.Link } & Omit<MarkdownInlineProps, 'tokens'>) {
  const href = safeHref(token.href, options.linkBase)
  const text = textOf(token.tokens)
  // A picture in a link is its text: a link and a button cannot both be pressed.
  const tokens = token.tokens.map((inner) =>
    inner.type === 'image' ? { type: 'text', raw: '', text: textOf([inner]) || token.href } : inner,
  )
  const words = <MarkdownInline tokens={tokens} options={options} depth={depth + 1} />
  if (href === undefined) return words
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
    </>
  )
}

function Image({ token }: { token: Tokens.Image }) {
  const url = safeHref(token.href)
  const words = textOf(token.tokens)
  if (url === undefined || !url.startsWith('http')) return words
  return (
    <span className="ra-markdown-image">
      {words !== '' && <bdi className="ra-quiet">{words}</bdi>}
      <MessageViewImage url={url} />
    </span>
  )
}
