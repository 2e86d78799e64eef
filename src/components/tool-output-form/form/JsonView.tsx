'use client'

import { useForm } from './FormContext.js'
import type { Problem } from './tellProblems.js'

interface JsonViewProps {
  id: string
  name: string
  text: string
  setText: (text: string) => void
  isReadable: boolean
  problems: readonly Problem[]
}

/** The same answer as JSON, as it was written. */
export function JsonView({ id, name, text, setText, isReadable, problems }: JsonViewProps) {
  const { words, isOpen } = useForm()
  const faultId = `${id}-fault`
  const faults = isReadable
    ? problems.map(({ label, message }) => words.inside(label, message))
    : [words.unreadable]
  const isFaulty = faults.length > 0
  return (
    <div className="ra-field" data-kind="json">
      <label htmlFor={id}>
        <bdi>{words.json(name)}</bdi>
      </label>
      <textarea
        id={id}
        className="ra-input ra-input-code"
        dir="ltr"
        rows={6}
        spellCheck={false}
        readOnly={!isOpen}
        aria-invalid={isFaulty || undefined}
        aria-describedby={isFaulty ? faultId : undefined}
        data-fault={isFaulty ? '' : undefined}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isFaulty && (
        <div className="ra-fault" id={faultId}>
          {faults.map((fault) => (
            <p key={fault} dir="auto">
              {fault}
            </p>
          ))}
        </div>
      )}
    </div>
  )
}
