'use client'

import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { AnySchema, Fault } from '../../schema/index.js'
import type { AnswerForm as Form } from '../../schema/index.js'
import { useLabels } from '../labels/index.js'
import { useAskView, useCallView } from './AskContext.js'
import type { AnswerForm } from './form/AnswerForm.js'
import type { Problem } from './form/tellProblems.js'
import { useAnswerName } from './useAnswerName.js'
import { ToolOutputFormField } from './ToolOutputFormField.js'

interface Engine {
  Drawn: typeof AnswerForm
  form: Form
}

const nothing: readonly Fault[] = []

/** As high as the field, and in its place. */
const awaited = (placeholder: string) =>
  ({ value: '', placeholder, readOnly: true, 'aria-busy': true }) as const

/**
 * The form of a schema. What draws it is loaded when it is first needed; until then, and where it cannot be loaded, the
 * answer is written as text, into the same draft, and the form can be asked for again. An answer that was not written
 * here, but by a press on something else or before a reload, waits for its form unseen: nobody wrote it as JSON.
 */
export function SchemaForm({ schema }: { schema: AnySchema }) {
  const { ask: words } = useLabels()
  const { text } = useCallView()
  const [engine, setEngine] = useState<Engine | null>(null)
  // What the person is writing in does not go away under their hands.
  const [isHeld, setHeld] = useState(false)
  const [isWrittenHere, setWrittenHere] = useState(false)
  const [trial, setTrial] = useState({ count: 0, isFailed: false })
  const field = useRef<HTMLTextAreaElement>(null)
  const again = useRef<HTMLButtonElement>(null)
  const room = useRef<Element | null>(null)
  const trials = trial.count
  useLayoutEffect(() => {
    let isCurrent = true
    const load = async () => {
      const { AnswerForm: Drawn, makeAnswerForm } = await import('./form/index.js')
      const form = await makeAnswerForm(schema)
      if (!isCurrent) return
      // Whoever is in the field already goes on in the form.
      const held = [field.current, again.current].find((one) => one?.matches(':focus'))
      if (held) room.current = held.parentElement
      setEngine({ Drawn, form })
    }
    // Without it, the text field goes on doing its work.
    load().catch(() => {
      if (isCurrent) setTrial({ count: trials, isFailed: true })
    })
    return () => {
      isCurrent = false
    }
  }, [schema, trials])
  const isDrawn = engine !== null && !isHeld
  useLayoutEffect(() => {
    if (isDrawn) room.current?.querySelector<HTMLElement>('input, select, textarea')?.focus()
    if (isDrawn) room.current = null
  }, [isDrawn])
  if (isDrawn) return <DrawnForm {...engine} />
  const isAwaited = trials === 0 && !trial.isFailed && text !== '' && !isWrittenHere
  return (
    <>
      {trial.isFailed && (
        <p className="ra-fault" role="alert">
          {words.formNotLoaded}
        </p>
      )}
      {engine === null && (trial.isFailed || trials > 0) && (
        <button
          type="button"
          className="ra-button ra-add"
          ref={again}
          // It is the focus's place until the form is there.
          aria-disabled={!trial.isFailed}
          onClick={() => setTrial({ count: trials + (trial.isFailed ? 1 : 0), isFailed: false })}
        >
          {words.loadForm}
        </button>
      )}
      <ToolOutputFormField
        ref={field}
        {...(isAwaited && awaited(words.formComing))}
        onInput={() => {
          setHeld(true)
          setWrittenHere(true)
        }}
        onBlur={() => {
          room.current = null
          setHeld(false)
        }}
      />
    </>
  )
}

function DrawnForm({ Drawn, form }: Engine) {
  const { form: words } = useLabels()
  const { state, showsFaults, report, faults } = useAskView()
  const { call, answer, setAnswer } = useCallView()
  const name = useAnswerName()
  const { id } = call
  const tell = useCallback((problems: readonly Problem[]) => report(id, problems), [report, id])
  return (
    <Drawn
      form={form}
      name={name}
      words={words}
      written={answer}
      write={(written) => setAnswer({ ...written, as: 'json' })}
      isOpen={state === 'open'}
      showsFaults={showsFaults}
      issues={faults.get(id) ?? nothing}
      report={tell}
    />
  )
}
