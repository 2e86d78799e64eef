import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ts } from '@ts-morph/common'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { createProgram } from '../../.storybook/createProgram.js'

const root = path.resolve(import.meta.dirname, '../..')
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/parts-and-words.md',
  'docs/reading-and-writing.md',
  'docs/testing.md',
  'docs/tools.md',
  'docs/without-react.md',
]

const read = (name: string) => readFileSync(path.join(root, name), 'utf8')
const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, one = '']) => one)

/** The package by its name, as an app imports it, is the sources here; its stylesheet is declared by the build alone. */
const fromSources = (code: string) =>
  code
    .replace("import 'react-assistants/styles.css'\n", '')
    .replaceAll(/'react-assistants(\/\w+)?'/g, (_, entry = '') => `'.${entry}/index.js'`)

function complaints(code: string): string[] {
  const file = path.join(root, 'src/example.tsx')
  const program = createProgram({ file, text: fromSources(code) })
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

describe.each(documents)('%s', (name) => {
  const text = read(name)

  it.each(found(text, /```tsx?\n([^]*?)```/g))('has examples that compile (%#)', (code) => {
    expect(complaints(code)).toEqual([])
  })

  it('leads to files that are there', () => {
    const links = found(text, /\]\((?!https?:)([^)#]+)\)/g)
    expect(links.filter((link) => !existsSync(path.join(root, path.dirname(name), link)))).toEqual(
      [],
    )
  })

  it('names folders, files and commands that are there', () => {
    const places = found(text, /`((?:src|stories|test|docs)\/[\w./-]*)[^`]*`/g)
    expect(places.filter((place) => !existsSync(path.join(root, place)))).toEqual([])
    const scripts = found(text, /npm (?:run )?((?<=run )[\w:]+|start|test)\b/g)
    expect(scripts.filter((script) => !(script in manifest.scripts))).toEqual([])
  })
})

it('an example that does not compile is noticed', () => {
  expect(
    complaints("import { useThread } from 'react-assistants'\nuseThread({ id: 1 })"),
  ).toHaveLength(1)
})
