/** A sentence of JSDoc: what stands between backticks is code. */
export function Sentence({ children }: { children: string }) {
  return children.split('`').map((piece, at) =>
    // oxlint-disable-next-line react/no-array-index-key -- nothing is ever moved
    at % 2 === 1 ? <code key={at}>{piece}</code> : piece,
  )
}

/** Source text that scrolls inside itself, by keyboard too. */
export function Source({ label, children }: { label: string; children: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
    <pre className="reference-source" role="region" aria-label={label} tabIndex={0}>
      <code>{children}</code>
    </pre>
  )
}
