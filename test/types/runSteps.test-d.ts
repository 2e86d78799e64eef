// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type { AssistantsClient, AssistantsError, RunStep } from '../../src/api/index.js'
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
