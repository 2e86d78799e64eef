import { useState } from 'react'
import { type MarkdownOptions, MessageView } from '../../src/index.js'

/** An answer of which a person moves the end by hand. */
export function AsItComes({ text, markdown }: { text: string; markdown: MarkdownOptions }) {
  const [length, setLength] = useState(Math.round(text.length / 3))
  const isLive = length < text.length
  return (
    <>
      <label className="as-it-comes">
        How much has come
        <input
          type="range"
          min={0}
          max={text.length}
          value={length}
          onChange={(event) => setLength(Number(event.currentTarget.value))}
        />
      </label>
      <article
        className="ra-message"
        data-state={isLive ? 'live' : 'settled'}
        data-role="assistant"
      >
        <div className="ra-message-content">
          <MessageView.Text
            format="markdown"
            text={text.slice(0, length)}
            isLive={isLive}
            markdown={markdown}
          />
        </div>
      </article>
    </>
  )
}
