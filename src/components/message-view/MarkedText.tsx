import { Fragment } from 'react'
import { CitationMark } from './CitationMark.js'
import { marksIn, splitAtMarks } from './marks.js'

/** A text in which the numbers of sources stand where their marks are. */
export function MarkedText({ text }: { text: string }) {
  return splitAtMarks(text).map((piece, at) =>
    typeof piece === 'number' ? (
      // oxlint-disable-next-line react/no-array-index-key -- a text has no other names for its pieces
      <CitationMark key={at} index={piece} />
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- the same
      <Fragment key={at}>{piece}</Fragment>
    ),
  )
}

/** The marks of a text that cannot hold buttons: code, a link. */
export const drawMarks = (text: string) =>
  marksIn(text).map((index) => <CitationMark key={index} index={index} />)
