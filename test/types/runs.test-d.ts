// oxlint-disable vitest/expect-expect -- the compiler is what expects here
import { type QueryClient, skipToken } from '@tanstack/react-query'
import { describe, expectTypeOf, it } from 'vitest'

import type {
  AssistantsClient,
  AssistantsError,
  Params,
  RequiredAction,
  Run,
  RunError,
  RunIn,
  RunIncompleteDetails,
  UnknownStatus,
} from '../../src/api/index.js'
import {
  cancelRunMutation,
  createRunMutation,
  createThreadAndRunMutation,
  type ListData,
  listItems,
  modifyRunMutation,
  runQuery,
  runsQuery,
  submitToolOutputsMutation,
  useCancelRun,
  useCreateRun,
  useCreateThreadAndRun,
  useModifyRun,
  useRun,
  useRuns,
  useSubmitToolOutputs,
  useSuspenseRun,
  useSuspenseRuns,
  type WriteMutation,
} from '../../src/queries/index.js'

declare const client: AssistantsClient
declare const cache: QueryClient

describe('Run', () => {
  const params = { thread_id: 't', run_id: 'r' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useRun(params).data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(useRun(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseRun(params).data).toEqualTypeOf<Run>()
    expectTypeOf(useRun(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = runQuery(client, params)
    expectTypeOf(cache.getQueryData(queryKey)).toEqualTypeOf<Run | undefined>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useRun({ run_id: 'r' })
    // @ts-expect-error -- an id is missing
    runQuery(client, { run_id: 'r' })
    // @ts-expect-error -- the id has another name
    useRun({ thread_id: 't', runId: 'r' })
    // @ts-expect-error -- the id has another name
    useSuspenseRun({ thread_id: 't', runId: 'r' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseRun(skipToken)
  })
})

describe('a run that was read', () => {
  it('is narrowed by its status', () => {
    const { data: run } = useRun({ thread_id: 't', run_id: 'r' })
    if (run === undefined) return
    // @ts-expect-error -- a run may be in a status in which it asks for nothing
    void run.required_action.submit_tool_outputs
    if (run.status === 'requires_action') {
      expectTypeOf(run.required_action).toEqualTypeOf<RequiredAction>()
      // @ts-expect-error -- a run that asks has not failed
      void run.last_error.message
    }
    if (run.status === 'failed') {
      expectTypeOf(run.last_error).toEqualTypeOf<RunError>()
      expectTypeOf(run.failed_at).toEqualTypeOf<number>()
    }
    if (run.status === 'completed') expectTypeOf(run.completed_at).toEqualTypeOf<number>()
    if (run.status === 'cancelled') expectTypeOf(run.cancelled_at).toEqualTypeOf<number>()
    if (run.status === 'incomplete')
      expectTypeOf(run.incomplete_details).toEqualTypeOf<RunIncompleteDetails>()
  })

  it('may be in a status that the protocol does not name', () => {
    const { data: run } = useSuspenseRun({ thread_id: 't', run_id: 'r' })
    switch (run.status) {
      case 'queued':
      case 'in_progress':
      case 'requires_action':
      case 'cancelling':
      case 'completed':
      case 'failed':
      case 'cancelled':
      case 'incomplete':
      case 'expired':
        break
      default:
        expectTypeOf(run.status).toEqualTypeOf<UnknownStatus>()
        expectTypeOf(run.required_action).toEqualTypeOf<RequiredAction | null>()
    }
    // @ts-expect-error -- no server says this, and none is told as saying it
    void (run.status === 'paused')
  })

  it('is narrowed in lists, in what a write answers, and in the first edition', () => {
    const { data: runs = [] } = useRuns(
      { thread_id: 't' },
      { select: (held) => listItems(held).filter(({ status }) => status === 'failed') },
    )
    for (const run of runs) {
      if (run.status === 'failed') expectTypeOf(run.last_error.message).toEqualTypeOf<string>()
    }
    const { data: cancelled } = useCancelRun()
    if (cancelled?.status === 'cancelled') {
      expectTypeOf(cancelled.cancelled_at).toEqualTypeOf<number>()
    }
    expectTypeOf<RunIn<'failed'>['last_error']>().toEqualTypeOf<RunError>()
    expectTypeOf<RunIn<'failed', 'v1'>['last_error']>().toEqualTypeOf<RunError>()
    expectTypeOf<RunIn<'failed', 'v1'>['file_ids']>().toEqualTypeOf<string[]>()
  })
})

describe('Runs', () => {
  const params = { thread_id: 't' } as const

  it('comes with its type, and fails with an error of ours', () => {
    expectTypeOf(useRuns(params).data).toEqualTypeOf<ListData<Run> | undefined>()
    expectTypeOf(useRuns(skipToken).error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(useSuspenseRuns(params).data).toEqualTypeOf<ListData<Run>>()
    expectTypeOf(useRuns(params, { select: () => 1 }).data).toEqualTypeOf<number | undefined>()
    const { queryKey } = runsQuery(client, params)
    expectTypeOf(listItems(cache.getQueryData(queryKey))).toEqualTypeOf<Run[]>()
  })

  it('wants its ids by their names', () => {
    // @ts-expect-error -- an id is missing
    useRuns({})
    // @ts-expect-error -- an id is missing
    runsQuery(client, {})
    // @ts-expect-error -- the id has another name
    useRuns({ threadId: 't' })
    // @ts-expect-error -- the id has another name
    useSuspenseRuns({ threadId: 't' })
    // @ts-expect-error -- what suspends cannot be skipped
    useSuspenseRuns(skipToken)
  })
})

describe('createRun', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useCreateRun()
    mutate(
      { thread_id: 't', assistant_id: 'a' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Run>() },
    )
    expectTypeOf(data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'createRun'> | undefined>()
    expectTypeOf(createRunMutation(client)).toEqualTypeOf<WriteMutation<'createRun'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useCreateRun()
    // @ts-expect-error -- a member is missing
    mutate({ assistant_id: 'a' })
    // @ts-expect-error -- retrieval is of the first edition
    mutate({ thread_id: 't', assistant_id: 'a', tools: [{ type: 'retrieval' }] })
    // @ts-expect-error -- the door is not a caller's to replace
    useCreateRun({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('createThreadAndRun', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useCreateThreadAndRun()
    mutate(
      { assistant_id: 'a', thread: {} },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Run>() },
    )
    expectTypeOf(data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'createThreadAndRun'> | undefined>()
    expectTypeOf(createThreadAndRunMutation(client)).toEqualTypeOf<
      WriteMutation<'createThreadAndRun'>
    >()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useCreateThreadAndRun()
    // @ts-expect-error -- a member is missing
    mutate({ thread: {} })
    // @ts-expect-error -- the thread has no id yet
    mutate({ thread_id: 't', assistant_id: 'a' })
    // @ts-expect-error -- the door is not a caller's to replace
    useCreateThreadAndRun({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('modifyRun', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useModifyRun()
    mutate(
      { thread_id: 't', run_id: 'r', metadata: {} },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Run>() },
    )
    expectTypeOf(data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'modifyRun'> | undefined>()
    expectTypeOf(modifyRunMutation(client)).toEqualTypeOf<WriteMutation<'modifyRun'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useModifyRun()
    // @ts-expect-error -- a member is missing
    mutate({ run_id: 'r', metadata: {} })
    // @ts-expect-error -- a status is not for a caller to set
    mutate({ thread_id: 't', run_id: 'r', status: 'completed' })
    // @ts-expect-error -- the door is not a caller's to replace
    useModifyRun({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('cancelRun', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useCancelRun()
    mutate(
      { thread_id: 't', run_id: 'r' },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Run>() },
    )
    expectTypeOf(data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'cancelRun'> | undefined>()
    expectTypeOf(cancelRunMutation(client)).toEqualTypeOf<WriteMutation<'cancelRun'>>()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useCancelRun()
    // @ts-expect-error -- a member is missing
    mutate({ run_id: 'r' })
    // @ts-expect-error -- the id has another name
    mutate({ thread_id: 't', runId: 'r' })
    // @ts-expect-error -- the door is not a caller's to replace
    useCancelRun({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})

describe('submitToolOutputs', () => {
  it('takes its params, gives its result, and fails with an error of ours', () => {
    const { mutate, data, error, variables } = useSubmitToolOutputs()
    mutate(
      { thread_id: 't', run_id: 'r', tool_outputs: [{ tool_call_id: 'c', output: 'o' }] },
      { onSuccess: (given) => expectTypeOf(given).toEqualTypeOf<Run>() },
    )
    expectTypeOf(data).toEqualTypeOf<Run | undefined>()
    expectTypeOf(error).toEqualTypeOf<AssistantsError | null>()
    expectTypeOf(variables).toEqualTypeOf<Params<'submitToolOutputs'> | undefined>()
    expectTypeOf(submitToolOutputsMutation(client)).toEqualTypeOf<
      WriteMutation<'submitToolOutputs'>
    >()
  })

  it('refuses what is not its own', () => {
    const { mutate } = useSubmitToolOutputs()
    // @ts-expect-error -- a member is missing
    mutate({ run_id: 'r', tool_outputs: [] })
    // @ts-expect-error -- the call has another name
    mutate({ thread_id: 't', run_id: 'r', tool_outputs: [{ id: 'c', output: 'o' }] })
    // @ts-expect-error -- the door is not a caller's to replace
    useSubmitToolOutputs({ mutationFn: () => Promise.reject(new Error('no')) })
  })
})
