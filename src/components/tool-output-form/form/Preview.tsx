'use client'

import { useEffect, useState } from 'react'
import { toOutput } from '../../../run/index.js'
import { type AnswerForm, finishAnswer, type Written } from '../../../schema/index.js'
import { useForm } from './FormContext.js'

interface PreviewProps {
  form: AnswerForm
  written: Written | undefined
}

/** The very text that will be sent, as soon as there is one. */
export function Preview({ form, written }: PreviewProps) {
  const { words } = useForm()
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="ra-preview" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.preview}</summary>
      {isOpen && <Sent form={form} written={written} />}
    </details>
  )
}

function Sent({ form, written }: PreviewProps) {
  const { words } = useForm()
  const [output, setOutput] = useState<string | null>(null)
  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const answer = await finishAnswer(form.schema, written)
      if (isCurrent) setOutput(answer.ok ? toOutput(answer.value) : null)
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [form, written])
  if (output === null) return <p className="ra-quiet">{words.notReady}</p>
  return output === '' ? (
    <p className="ra-quiet">{words.nothing}</p>
  ) : (
    <pre className="ra-code" dir="auto">
      {output}
    </pre>
  )
}
