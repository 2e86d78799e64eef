import { isFinal, type Run } from '../../src/index.js'
import type { Stage } from './createStage.js'

const isAtRest = (run: Run) => isFinal(run) || run.status === 'requires_action'

/**
 * A thread in which something was asked and its run has come to rest, as if the person came back to it later.
 * With `waits: false` the run is left as it is.
 */
export async function prepareRun(
  { client }: Stage,
  assistantId: string,
  text: string,
  { waits = true }: { waits?: boolean } = {},
): Promise<string> {
  const { id: threadId } = await client.createThread({
    messages: [{ role: 'user', content: text }],
  })
  const { id: runId } = await client.createRun({ thread_id: threadId, assistant_id: assistantId })
  const isOver = async () => isAtRest(await client.getRun({ thread_id: threadId, run_id: runId }))
  if (!waits) return threadId
  while (!(await isOver())) await new Promise((resolve) => setTimeout(resolve, 10))
  return threadId
}
