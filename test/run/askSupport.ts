import type { Clock } from '../../src/api/index.js'
import {
  type Ask,
  type ControllerOptions,
  type ControllerSettings,
  memoryStorage,
  type RunController,
  type ToolSet,
} from '../../src/run/index.js'
import { type Line, lines, look, makeStage, type Stage, type StageOptions } from './support.js'

/** What the model says when it calls these tools. */
export const ask = (...names: string[]): Line => ({
  calls: names.map((name) => [name, '{"city":"Oslo"}']),
})

export interface Asked extends Stage {
  controller: RunController
  storage: NonNullable<ControllerOptions['storage']>
}

export interface AskedOptions extends Omit<StageOptions, 'script'> {
  controller?: Partial<ControllerOptions>
  /** What the app says before anything is asked. */
  settings?: ControllerSettings
  /** The clock of the device, where it is not the server's. */
  device?: (clock: Clock) => Clock
}

/** A thread in which the model says one line after the other, and its first run is at rest. */
export async function makeAsked(
  said: Line[],
  tools: ToolSet = {},
  { controller: given, device, settings = {}, ...options }: AskedOptions = {},
): Promise<Asked> {
  const stage = await makeStage({ script: lines(...said), ...options })
  await look(stage, stage.threadId)
  const storage = memoryStorage()
  const controller = stage.visit({
    tools,
    storage,
    ...(device && { clock: device(stage.clock) }),
    ...given,
  })
  controller.configure(settings)
  await controller.attach()
  controller.send('Do it')
  await stage.pass(500)
  return { ...stage, controller, storage }
}

/** What is asked right now. */
export function askOf(controller: RunController): Ask {
  const { live } = controller.store.getState()
  if (live.phase !== 'asking') throw new Error(`It is ${live.phase}.`)
  const { run, toolCalls } = live
  return { run, toolCalls }
}

/** Answers whatever is asked with one text each. */
export function answerAll(controller: RunController, text: string): void {
  const { run, toolCalls } = askOf(controller)
  for (const { id } of toolCalls) controller.drafts.setAnswer(run.id, id, { text, as: 'text' })
}

/** Somebody else answers whatever is asked. */
export async function answerElsewhere(
  { other, threadId }: Pick<Stage, 'other' | 'threadId'>,
  controller: RunController,
  text = 'Theirs',
): Promise<void> {
  const { run, toolCalls } = askOf(controller)
  await other.submitToolOutputs({
    thread_id: threadId,
    run_id: run.id,
    tool_outputs: toolCalls.map(({ id }) => ({ tool_call_id: id, output: text })),
  })
}

/** The outputs of each submit that was sent, call by call. */
export const outputsOf = ({ heard }: Pick<Stage, 'heard'>): string[][] =>
  heard.requests
    .filter(({ operation }) => operation === 'submitToolOutputs')
    .map(({ body }) =>
      (body as { tool_outputs: { output: string }[] }).tool_outputs.map(({ output }) => output),
    )
