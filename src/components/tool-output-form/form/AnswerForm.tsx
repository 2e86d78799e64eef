'use client'

import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  type AnswerForm as Form,
  type Draft,
  draftOf,
  type Fault,
  findFaults,
  inOrder,
  isJsonWithin,
  isSameJson,
  placeKey,
  valueAt,
  type ValuePath,
  type Written,
  writeDraft,
} from '../../../schema/index.js'
import type { FormLabels } from '../../labels/index.js'
import { englishForm } from '../../labels/englishForm.js'
import { rootOf } from '../../rootOf.js'
import { AnyField } from './AnyField.js'
import { FormContext, type FormView } from './FormContext.js'
import { JsonView } from './JsonView.js'
import { type Problem, tellProblems } from './tellProblems.js'
import { Preview } from './Preview.js'

/** Stands in while what was written cannot be read. */
const unread: Draft = { value: undefined, notes: {} }

/** An answer of more parts than this is shown as JSON until a form is asked for. */
const mostParts = 500

export interface AnswerFormProps {
  form: Form
  /** What the answer is called. */
  name: string
  written: Written | undefined
  write: (written: Required<Written>) => void
  /** @default englishForm */
  words?: FormLabels | undefined
  isOpen: boolean
  /** Whether what is wrong is shown: once it was tried to hand it in. Sooner, it would come in between of writing. */
  showsFaults: boolean
  /** What was found when it was handed in, for those who only tell then. */
  issues: readonly Fault[]
  /** Told what is shown to be wrong, in the order of the fields. */
  report: (problems: readonly Problem[]) => void
}

/** A form drawn from a schema, its JSON beside it, and what will be sent. */
export function AnswerForm({
  form,
  name,
  written,
  write,
  words = englishForm,
  isOpen,
  showsFaults,
  issues,
  report,
}: AnswerFormProps) {
  const id = useId()
  const draft = useMemo(() => draftOf(form, written), [form, written])
  const [wantsJson, setWantsJson] = useState(() => !isJsonWithin(draft?.value ?? null, mostParts))
  const [said, setSaid] = useState('')
  const next = useRef<string | null>(null)
  const views = useRef<HTMLDivElement>(null)
  const isJson = wantsJson || draft === undefined

  // What was found when it was handed in is about the values of then.
  const [handedIn, setHandedIn] = useState({ issues, draft })
  if (handedIn.issues !== issues) setHandedIn({ issues, draft })

  const problems = useMemo(() => {
    if (!draft || !showsFaults) return []
    const isStill = ({ path, keyword }: Fault) =>
      /issue|broken/.test(keyword) &&
      isSameJson(valueAt(draft.value, path), valueAt(handedIn.draft?.value, path))
    const faults = [...findFaults(form, draft), ...handedIn.issues.filter(isStill)]
    return tellProblems(form.field, draft, faults, words, name)
  }, [form, draft, handedIn, showsFaults, words, name])
  const idOf = useCallback(
    (path: ValuePath) =>
      id + placeKey(path).replaceAll(/\W/g, (sign) => `-${sign.charCodeAt(0).toString(36)}`),
    [id],
  )

  // Fields that have not changed are not drawn anew, and write into what is there by now.
  const latest = useRef({ draft, isOpen, write })
  useLayoutEffect(() => {
    latest.current = { draft, isOpen, write }
  })
  useEffect(() => {
    report(problems.map((problem) => ({ ...problem, id: idOf(problem.path) })))
  }, [problems, report, idOf])
  useLayoutEffect(() => {
    if (next.current === null || !views.current) return
    const target = rootOf(views.current).getElementById(next.current)
    // It may be drawn for another reason before what was written is: then it is awaited.
    if (!target) return
    next.current = null
    const inner = target.matches('fieldset')
      ? target.querySelector<HTMLElement>('input, select, textarea, button')
      : target
    inner?.focus()
  })

  const edit = useCallback(
    (change: (draft: Draft) => Draft) => {
      const { draft: now, isOpen: isWritable, write: put } = latest.current
      if (isWritable && now) put(writeDraft(inOrder(form.field, change(now))))
    },
    [form],
  )
  const view: FormView = {
    words,
    draft: draft ?? unread,
    isOpen,
    problems,
    edit,
    idOf,
    faultsAt: (path) => {
      const key = placeKey(path)
      return problems.filter((problem) => problem.key === key).map(({ message }) => message)
    },
    announce: setSaid,
    focusNext: (target) => {
      next.current = target
    },
  }
  return (
    <FormContext value={view}>
      <div ref={views} className="ra-answer-views" role="group" aria-label={words.view}>
        {[false, true].map((json) => (
          <button
            key={String(json)}
            type="button"
            className="ra-button"
            aria-pressed={isJson === json}
            aria-disabled={!json && draft === undefined}
            onClick={() => setWantsJson(json)}
          >
            {json ? words.asJson : words.asForm}
          </button>
        ))}
      </div>
      {isJson ? (
        <JsonView
          id={idOf([])}
          name={name}
          text={written?.text ?? writeDraft(draft ?? unread).text}
          setText={(text) => {
            setWantsJson(true)
            write({ text, form: written?.form ?? {} })
          }}
          isReadable={draft !== undefined}
          problems={problems}
        />
      ) : (
        <AnyField
          field={form.field}
          path={[]}
          label={form.field.label || name}
          isLabelSeen={/object|list/.test(form.field.kind) && form.field.label === ''}
        />
      )}
      <Preview form={form} written={written} />
      <p role="status" className="ra-unseen">
        {said}
      </p>
    </FormContext>
  )
}
