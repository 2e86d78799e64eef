import path from 'node:path'
import { ts } from '@ts-morph/common'
import { beforeAll, expect, it } from 'vitest'
import { createProgram } from '../../.storybook/createProgram.js'

const file = path.resolve(import.meta.dirname, '../../src/question.ts')

const text = `
  import { type AssistantsClient, cancelRunMutation, type Run, runQuery, useCancelRun, useMessages, useRun } from './index.js'
  declare const client: AssistantsClient
  useRun({ thread_id: 't', run_id: 'r' })
  useMessages({ thread_id: 't', limit: 5 })
  useCancelRun()
  runQuery(client, { thread_id: 't', run_id: 'r' })
  cancelRunMutation(client)
  void client.listAssistants()
  void client.cancelRun({ thread_id: 't', run_id: 'r' })
  client.stream.createRun({ thread_id: 't', assistant_id: 'a' })
  declare const run: Run
  if (run.status === 'requires_action') void run.required_action
`

let service: ts.LanguageService
beforeAll(() => {
  const program = createProgram({ file, text })
  const textOf = (name: string) => program.getSourceFile(name)?.text
  service = ts.createLanguageService({
    getCompilationSettings: () => program.getCompilerOptions(),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const held = textOf(name)
      return held === undefined ? undefined : ts.ScriptSnapshot.fromString(held)
    },
    getCurrentDirectory: () => program.getCurrentDirectory(),
    getDefaultLibFileName: () => path.join(path.dirname(file), 'lib/lib.d.ts'),
    fileExists: (name) => textOf(name) !== undefined || ts.sys.fileExists(name),
    readFile: (name) => textOf(name) ?? ts.sys.readFile(name),
    directoryExists: (name) => ts.sys.directoryExists(name),
    realpath: (name) => ts.sys.realpath?.(name) ?? name,
  })
  // The first question reads all that is imported.
  service.getSemanticDiagnostics(file)
}, 60_000)

/** What an editor shows of the last place where the text says this. */
function hover(words: string): string {
  const name = /\w+$/.exec(words)?.[0] ?? words
  const at = text.lastIndexOf(words) + words.length - name.length
  const shown = service.getQuickInfoAtPosition(file, at)
  return [shown?.displayParts, shown?.documentation].map(ts.displayPartsToString).join('\n')
}

it('is asked of code that the compiler accepts', () => {
  expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([])
})

it.each([
  ['useRun', 'params: Params<"getRun">', 'Reads one run: `get_run`.'],
  ['useMessages', 'params: MessagesParams', '`list_messages`'],
  ['useCancelRun', 'options?: WriteOptions<"cancelRun"', 'Asks a run to stop: `cancel_run`.'],
  ['runQuery', 'params: Params<"getRun">', 'Options to read one run: `get_run`.'],
  ['cancelRunMutation', 'client: AssistantsClient', 'Asks a run to stop: `cancel_run`.'],
  ['client.listAssistants', 'params?: PageParams', 'Reads a page of all assistants'],
  ['client.cancelRun', 'params: RunId', 'Asks a run to stop'],
  ['client.stream.createRun', 'params: ', 'Starts a run on a thread'],
  ['run.required_action', 'RequiredAction', 'What it waits for'],
  ['thread_id', 'thread_id: string', "The thread's id."],
  ['limit', 'limit?: number', 'How many a page holds'],
])('hover on %s shows %s and says %s', (words, takes, says) => {
  const shown = hover(words)
  expect(shown).toContain(takes)
  expect(shown).toContain(says)
  expect(shown).not.toMatch(/\bany\b/)
})
