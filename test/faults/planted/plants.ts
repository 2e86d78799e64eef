/** A fault planted into the sources: one line changed, and what that breaks. */
export interface Plant {
  file: string
  find: string
  replace: string
  breaks: string
  /** The only one of the watches that sees it. @default whichever sees it first */
  by?: 'R3' | 'R6' | 'R9' | 'R11' | 'R11, refused' | 'S6' | 'S8'
}

/** Each is caught by the suite within the seeds that it plays anyway, or the suite is not worth its name. */
export const plants: readonly Plant[] = [
  {
    file: 'src/run/reduceRun.ts',
    find: 'if (hasEnded(known) || lengthOf(known) >= lengthOf(message)) return live',
    replace: 'if (hasEnded(known)) return live',
    breaks: 'A message that is announced twice is emptied by the second announcement.',
  },
  {
    file: 'src/run/sendMessage.ts',
    find: 'metadata: { [intentKey]: intent },',
    replace: 'metadata: { [intentKey]: `${intent} ${clock.now()}` },',
    breaks: 'Each try has a key of its own, so that what arrived is not found again.',
  },
  {
    file: 'src/run/sendMessage.ts',
    find: 'if (found) return found\n      if (attempt === tries) throw error',
    replace: 'if (attempt === tries) throw error',
    breaks: 'A message whose answer was lost is sent again without heeding what was found.',
  },
  {
    file: 'src/api/retry.ts',
    find: "const mayPass = isConnectionError(error) && method !== 'POST' && retries < maxRetries",
    replace: 'const mayPass = isConnectionError(error) && retries < maxRetries',
    breaks: 'A POST whose answer was lost is repeated blindly.',
  },
  {
    file: 'src/api/retry.ts',
    find: 'const ms = retryAfter === null ? backOff(retries, random) : retryAfter + random() * 1_000',
    replace: 'const ms = backOff(retries, random)',
    breaks: 'The time that the server told is not waited for.',
  },
  {
    file: 'src/api/sse.ts',
    find: 'decoder.decode(bytes, { stream: true })',
    replace: 'decoder.decode(bytes)',
    breaks: 'Letters of several bytes that are cut in two are lost.',
  },
  {
    file: 'src/api/sse.ts',
    find: 'isOver = done\n',
    replace: "if (done) parser.feed('\\n\\n')\n          isOver = done && frames.length === 0\n",
    breaks: 'What stands unfinished at the end of a body is taken for whole.',
  },
  {
    file: 'src/api/sse.ts',
    find: 'text = text.slice(1)',
    replace: 'text = text.slice(0)',
    breaks: 'A line end that is cut in two ends two lines.',
  },
  {
    file: 'src/api/sse.ts',
    find: "      stopTimer()\n      signal?.removeEventListener('abort', onAbort)\n",
    replace: "      signal?.removeEventListener('abort', onAbort)\n",
    breaks: 'A stream that was left leaves its timer behind.',
  },
  {
    file: 'src/api/sse.ts',
    find: 'reader.cancel().catch(() => {})',
    replace: 'void reader',
    breaks: 'A stream that was left stays open.',
  },
  {
    file: 'src/run/pollRun.ts',
    find: 'Math.max(length, hint))',
    replace: 'Math.min(length, hint, 1))',
    breaks: 'A run is asked for again and again without a pause.',
  },
  {
    file: 'src/run/pollRun.ts',
    find: 'if (isResting(run)) yield* readAll(options)',
    replace: '',
    breaks: 'A run that was asked for is told to be over before its messages were read.',
  },
  {
    file: 'src/run/liveRun.ts',
    find: 'run is FinalRun => finalStatuses.has(run.status)',
    replace:
      "run is FinalRun => !['queued', 'in_progress', 'requires_action', 'cancelling'].includes(run.status)",
    breaks: 'A status that nobody knows counts as an end.',
  },
  {
    file: 'src/run/createRunController.ts',
    find: "stay.abort(new DOMException('The thread was left.', 'AbortError'))",
    replace: '',
    breaks: 'Who leaves a thread does not let go of the wire.',
  },
  {
    file: 'src/run/createRunController.ts',
    find: 'key: `drafts ${place()}`,',
    replace: "key: 'drafts',",
    breaks: 'What is written in one thread is shown in the other.',
  },
  {
    file: 'src/run/controllers.ts',
    find: 'const held = threads.get(name)\n  if (held',
    replace: 'const held = [...threads.values()][0]\n  if (held',
    breaks: 'A thread that is mounted stands in for every other one.',
  },
  {
    file: 'src/run/pendingStore.ts',
    find: 'sends.length > 0 ? storage.write(listAt, sends) : storage.remove(listAt)',
    replace: 'storage.remove(listAt)',
    breaks: 'What was sent and not accepted is gone with the page.',
  },
  {
    file: 'src/run/sendQueue.ts',
    find: 'again: true }',
    replace: 'again: false }',
    breaks: 'Who tries again is not asked whether it had arrived.',
  },
  {
    file: 'src/run/callTools.ts',
    find: "await put(call.id, { state: 'running' })",
    replace: "show(call.id, { state: 'running' })",
    breaks: 'A call is begun before it is kept that it was, and is done again after a reload.',
  },
  {
    file: 'src/run/presence.ts',
    find: 'stopListening()\n      signal.removeEventListener',
    replace: 'signal.removeEventListener',
    breaks: 'Each pause leaves a listener behind.',
  },
  {
    file: 'src/run/catchUp.ts',
    find: 'if (!(await findActive())) await readMessages()',
    replace: 'await findActive()',
    breaks: 'Who comes back is not shown what others wrote.',
  },
  {
    file: 'src/run/deadline.ts',
    find: 'const soon = 120_000',
    replace: 'const soon = 50_000',
    breaks: 'A person is told too late that the time to answer runs out.',
    by: 'R6',
  },
  {
    file: 'src/run/createTabShare.ts',
    find: 'channel?.talk.leave()',
    replace: 'void channel',
    breaks: 'Each visit of a thread leaves a channel open.',
    by: 'R9',
  },
  {
    file: 'src/run/openRows.ts',
    find: "transaction.addEventListener('complete', () => resolve())",
    replace: 'resolve()',
    breaks: 'A write is taken for kept before it is.',
    by: 'R11',
  },
  {
    file: 'src/run/readAgain.ts',
    find: 'await tryAgain()',
    replace: '',
    breaks: 'What storage refused to read is not tried again.',
    by: 'R11, refused',
  },
  {
    file: 'src/api/client.ts',
    find: "if (!isId(answer['id']) || answer['id'] === '') throw notProtocol(operation, response)",
    replace: '',
    breaks: 'Whatever a server calls an id is gone on with.',
    by: 'S6',
  },
  {
    file: 'src/api/request.ts',
    find: 'onResponse?.(response)',
    replace: 'onResponse?.(response)\n    console.debug(operation, JSON.stringify(headers))',
    breaks: 'What is asked is logged, and the key with it.',
    by: 'S8',
  },
  {
    file: 'src/run/undoWindow.ts',
    find: 'undo: () => end(false),',
    replace: 'undo: () => end(true),',
    breaks: 'Who takes answers back sends them.',
    by: 'R3',
  },
  {
    file: 'src/run/sendQueue.ts',
    find: 'core.setPending(intent, null)',
    replace: '',
    breaks: 'A message that is taken back waits on, and is sent.',
    by: 'R3',
  },
  {
    file: 'src/run/answerAsk.ts',
    find: 'if (ask) kept.keep(ask)\n      return ask?.run.assistant_id',
    replace: 'return ask?.run.assistant_id',
    breaks: 'Who starts again finds nothing of what was written.',
    by: 'R3',
  },
  {
    file: 'src/run/stopRun.ts',
    find: 'asked.delete(id)\n',
    replace: '\n',
    breaks: 'A stop that was lost can never be pressed again.',
    by: 'R3',
  },
  {
    file: 'src/run/deadline.ts',
    find: "left > -grace || isConfirmed ? 'last' : 'locked'",
    replace: "left > -grace || isConfirmed ? 'last' : 'last'",
    breaks: 'A form whose time is up stays open.',
    by: 'R3',
  },
]
