import type { ApiVersion, Message } from '../../src/api/index.js'
import type { WriteName } from '../../src/queries/keyFor.js'
import { type AnyRead, rest, type World } from './world.js'

/** What a server holds before anything is read. */
export async function seed(
  { elsewhere: server }: Pick<World, 'elsewhere'>,
  apiVersion: ApiVersion,
  withRun: boolean,
) {
  const tools = [{ type: 'function' as const, function: { name: 'look', parameters: {} } }]
  const upload = (purpose: 'assistants' | 'vision') =>
    server.uploadFile({ file: new Blob(['x']), filename: 'x.txt', purpose })
  const files = [await upload('assistants'), await upload('vision'), await upload('assistants')]
  const ids = files.map(({ id }) => id)
  const [linked = '', , other = ''] = ids
  const isFirst = apiVersion === 'v1'
  const assistants = [
    await server.createAssistant({
      model: 'm',
      tools,
      ...(isFirst && { file_ids: [linked, other] }),
    }),
    await server.createAssistant({ model: 'm', tools }),
  ]
  const say = (content: string) => ({
    role: 'user' as const,
    content,
    ...(isFirst && { file_ids: [linked] }),
  })
  const thread = await server.createThread({ messages: ['one', 'two', 'three'].map(say) })
  const assistant_id = assistants[0]?.id ?? ''
  const of = { thread_id: thread.id }
  const runs = []
  for (const instructions of ['short', ...(withRun ? ['ask'] : [])]) {
    const { id } = await server.createRun({ ...of, assistant_id, instructions })
    runs.push(await rest({ elsewhere: server }, { ...of, run_id: id }))
  }
  const messages = (await server.listMessages(of)).data
  const steps = await Promise.all(
    runs.map(async ({ id }) => (await server.listRunSteps({ ...of, run_id: id })).data),
  )
  return { ids, assistant_id, assistants, thread, of, runs, messages, steps: steps.flat(), isFirst }
}

type Seed = Awaited<ReturnType<typeof seed>>

/** All that a cache may hold of it. */
export function readsOf({
  ids,
  assistants,
  assistant_id,
  of,
  runs,
  messages,
  steps,
  isFirst,
}: Seed) {
  const list = (operation: string, params: object, ...narrowings: object[]) =>
    [{}, ...narrowings].map((narrowing) => ({ operation, params: { ...params, ...narrowing } }))
  const cuts = [{ limit: 1 }, { limit: 2 }, { order: 'asc' }, { order: 'asc', limit: 2 }]
  const each = (operation: string, all: { id: string }[], name: string, params: object = {}) =>
    all.map(({ id }) => ({ operation, params: { ...params, [name]: id } }))
  const message = { ...of, message_id: messages.at(-1)?.id }
  return [
    ...list('listAssistants', {}, ...cuts),
    ...list('listFiles', {}, { purpose: 'vision' }, { limit: 1 }, { order: 'asc' }),
    ...list('listMessages', of, ...cuts, { run_id: runs[0]?.id }),
    ...list('listRuns', of, { limit: 1 }, { order: 'asc' }),
    ...runs.flatMap(({ id }) => list('listRunSteps', { ...of, run_id: id }, { limit: 1 })),
    ...each('getAssistant', assistants, 'assistant_id'),
    ...each('getMessage', messages, 'message_id', of),
    ...each('getRun', runs, 'run_id', of),
    ...steps.map(({ id, run_id }) => ({
      operation: 'getRunStep',
      params: { ...of, run_id, step_id: id },
    })),
    ...each(
      'getFile',
      ids.map((id) => ({ id })),
      'file_id',
    ),
    { operation: 'getThread', params: of },
    ...(isFirst
      ? [
          ...list('listAssistantFiles', { assistant_id }, { limit: 1 }, { order: 'asc' }),
          ...list('listMessageFiles', message),
          { operation: 'getAssistantFile', params: { assistant_id, file_id: ids[0] } },
          { operation: 'getAssistantFile', params: { assistant_id, file_id: ids[2] } },
          { operation: 'getMessageFile', params: { ...message, file_id: ids[0] } },
        ]
      : []),
    // Each is a read with params that fit it; the server refuses those that are not.
  ] as AnyRead[]
}

/** Params for each write, some of them in more than one form. */
export function writesOf({ ids, assistant_id, of, runs, messages, isFirst }: Seed, n: number) {
  const pick = <T>(all: readonly T[]) => all[n % all.length]
  const metadata = { at: String(n) }
  const [linked, free, other] = ids
  const message: Message | undefined = pick(messages)
  const [ended, asking] = runs
  const run = { ...of, run_id: (asking ?? ended)?.id }
  const attachments = [
    { file_id: free, tools: [{ type: 'code_interpreter' }] },
    ...(n % 2 ? [{ file_id: other, tools: [{ type: 'file_search' }] }] : []),
  ]
  const told = { role: 'user', content: 'told' }
  const instructions = pick(['short', 'ask', 'cut', 'fail', 'hold'])
  const forms: [WriteName, object][] = [
    ['createAssistant', { model: 'm', metadata }],
    ['modifyAssistant', { assistant_id, metadata }],
    ['modifyAssistant', { assistant_id, name: 'New', metadata }],
    ['deleteAssistant', { assistant_id }],
    ['createThread', { messages: [told] }],
    ['modifyThread', { ...of, metadata }],
    ['deleteThread', of],
    ['modifyMessage', { ...of, message_id: message?.id, metadata }],
    ['modifyRun', { ...run, metadata }],
    ['createThreadAndRun', { assistant_id, instructions, thread: { messages: [told] } }],
    [
      'uploadFile',
      { file: new Blob(['new']), filename: 'n', purpose: pick(['vision', 'assistants']) },
    ],
    ['deleteFile', { file_id: pick(ids) }],
    ...(asking
      ? ([
          ['cancelRun', run],
          [
            'submitToolOutputs',
            { ...run, tool_outputs: [{ tool_call_id: 'call_1', output: 'ok' }] },
          ],
        ] as [WriteName, object][])
      : ([
          ['createMessage', { ...of, ...told, metadata }],
          ['createRun', { ...of, assistant_id, instructions }],
          ['createRun', { ...of, assistant_id, instructions, additional_messages: [told] }],
        ] as [WriteName, object][])),
    ...(isFirst
      ? ([
          ['createAssistantFile', { assistant_id, file_id: free }],
          ['deleteAssistantFile', { assistant_id, file_id: linked }],
          ['modifyAssistant', { assistant_id, file_ids: [linked, free] }],
        ] as [WriteName, object][])
      : ([
          ['deleteMessage', { ...of, message_id: message?.id }],
          ...(asking ? [] : [['createMessage', { ...of, ...told, attachments }]]),
        ] as [WriteName, object][])),
  ]
  return pick(forms) ?? forms[0]
}
