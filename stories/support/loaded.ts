import type { Params } from '../../src/index.js'
import { createStage, type Stage, type StageOptions } from './createStage.js'
import { prepareRun } from './prepareRun.js'

/** What the loaders below give to a story. */
export interface Loaded {
  stage: Stage
  threadId: string
}

/** Reads what a loader gave. Storybook hands it on without its type. */
export const loaded = (context: { loaded: Record<string, unknown> }): Loaded =>
  context.loaded as unknown as Loaded

/** A loader that sets the stage. */
export const withStage = (options?: StageOptions) => async () => ({
  stage: await createStage(options),
})

/** A loader with a thread that holds one message. */
export const withMessage =
  (
    role: 'user' | 'assistant',
    content: Params<'createMessage'>['content'],
    options?: StageOptions,
  ) =>
  async () => {
    const stage = await createStage(options)
    const { id: threadId } = await stage.client.createThread({
      messages: [{ role, content }],
    })
    return { stage, threadId }
  }

/** A loader with a thread in which `text` was asked of the travel desk, and its run has come to rest. */
export const withRun =
  (text: string, options: StageOptions & { waits?: boolean; lifetime?: number } = {}) =>
  async () => {
    const { waits = true, lifetime = 600, ...rest } = options
    const stage = await createStage(rest)
    stage.setLifetime(lifetime)
    const threadId = await prepareRun(stage, stage.travelDesk, text, { waits })
    return { stage, threadId }
  }

export const question = 'What is the weather in Lisbon and in Oslo, and book me the warmer one'
