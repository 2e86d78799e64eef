'use client'

import { useEffect } from 'react'
import type { AnySchema } from '../../schema/index.js'
import { useLabels } from '../labels/index.js'
import { useAskView, useCallView } from './AskContext.js'
import { useAnswerName } from './useAnswerName.js'

/** What is wrong with an answer that an app's own UI gave, since that cannot know. */
export function OwnFaults({ schema }: { schema: AnySchema }) {
  const { form: words } = useLabels()
  const { faults, report, problems } = useAskView()
  const { call, answer } = useCallView()
  const name = useAnswerName()
  const { id } = call
  const found = faults.get(id)
  useEffect(() => {
    let isCurrent = true
    // Told once it was tried to hand it in.
    if (!found) return undefined
    const tell = async () => {
      const { tellFaults } = await import('./form/index.js')
      const told = await tellFaults({ schema, written: answer, name, words })
      if (isCurrent) report(id, told)
    }
    tell().catch(() => {})
    return () => {
      isCurrent = false
    }
  }, [schema, answer, found, name, words, report, id])
  const told = problems.get(id) ?? []
  if (told.length === 0) return null
  return (
    <div className="ra-fault" role="group" tabIndex={-1} data-fault="">
      {told.map(({ key, label, message }) => (
        <p key={`${key} ${message}`} dir="auto">
          {label}: {message}
        </p>
      ))}
    </div>
  )
}
