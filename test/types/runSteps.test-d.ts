// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type {
  AssistantsClient,
  AssistantsError,
  RunError,
  RunStep,
  UnknownStatus,
} from '../../src/api/index.js'
import {
  type ListData,
  listItems,
  runStepQuery,
  runStepsQuery,
  useRunStep,
  useRunSteps,
  useSuspenseRunStep,
  useSuspenseRunSteps,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient

describe('RunStep', () => {
  const params = { thread_id: 't', run_id: 'r', step_id: 's' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useRunStep(params).data).toEqualTypeOf<RunStep | undefined>()
    expectTypeOf(useRunStep(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseRunStep(params).data).toEqualTypeOf<RunStep>()
    expectTypeOf(useRunStep(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = runStepQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<RunStep | undefined>()
  })

  it('is narrowed by its status', () => {
    const { data: step } = useSuspenseRunStep(params)
    switch (step.status) {
      case 'failed':
        expectTypeOf(step.last_error).toEqualTypeOf<RunError>()
        expectTypeOf(step.failed_at).toEqualTypeOf<number>()
        break
      case 'completed':
        expectTypeOf(step.completed_at).toEqualTypeOf<number>()
        // @ts-expect-error -- what is complete was not stopped
        step.cancelled_at.toFixed()
        break
      case 'cancelled':
        expectTypeOf(step.cancelled_at).toEqualTypeOf<number>()
        break
      case 'in_progress':
      case 'expired':
        break
      default:
        expectTypeOf(step.status).toEqualTypeOf<UnknownStatus>()
    }
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useRunStep({ run_id: 'r', step_id: 's' })
    // @ts-expect-error -- an id is missing
    runStepQuery(client, { run_id: 'r', step_id: 's' })
    // @ts-expect-error -- the id has another name
    useRunStep({ thread_id: 't', run_id: 'r', stepId: 's' })
    // @ts-expect-error -- the id has another name
    useSuspenseRunStep({ thread_id: 't', run_id: 'r', stepId: 's' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseRunStep(skipToken)
  })
})

describe('RunSteps', () => {
  const params = { thread_id: 't', run_id: 'r' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useRunSteps(params).data).toEqualTypeOf<ListData<RunStep> | undefined>()
    expectTypeOf(useRunSteps(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseRunSteps(params).data).toEqualTypeOf<ListData<RunStep>>()
    expectTypeOf(useRunSteps(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = runStepsQuery(client, params)
    expectTypeOf(listItems(cache.getQueryData(queryKey))).toEqualTypeOf<RunStep[]>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useRunSteps({ run_id: 'r' })
    // @ts-expect-error -- an id is missing
    runStepsQuery(client, { run_id: 'r' })
    // @ts-expect-error -- the id has another name
    useRunSteps({ thread_id: 't', runId: 'r' })
    // @ts-expect-error -- the id has another name
    useSuspenseRunSteps({ thread_id: 't', runId: 'r' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseRunSteps(skipToken)
  })
})
