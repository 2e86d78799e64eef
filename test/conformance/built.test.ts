import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as api from '../../src/api/index.js'
import { Markdown } from '../../src/components/markdown/Markdown.js'
import * as all from '../../src/index.js'
import * as server from '../../src/server/index.js'
import * as testing from '../../src/testing/index.js'
import { numbersFrom } from '../support/numbersFrom.js'
import { attacks } from '../components/markdownAttacks.js'
import { answers, anyText, longAnswer } from '../components/markdownTexts.js'
import packageJson from '../../package.json' with { type: 'json' }

let dist = ''

beforeAll(async () => {
  // Within the house, so that what is built finds what it stands on.
  dist = await mkdtemp(path.join('node_modules', '.built-'))
  const vite = path.resolve('node_modules/vite/bin/vite.js')
  // In a process of its own: what is built among tests is built for tests.
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--outDir', dist, '--emptyOutDir', '--logLevel', 'error'],
    { env: { ...process.env, NODE_ENV: 'production' } },
  )
}, 120_000)

afterAll(() => rm(dist, { recursive: true, force: true }))

const load = async (file: string) =>
  (await import(pathToFileURL(path.resolve(dist, file)).href)) as Record<string, unknown>

const answer = `# Weather

A *warm* day in **Lisbon**, see <https://example.org> and [the map](https://example.org/map "Map").

| city | degrees |
| :--- | ------: |
| Oslo | 4 |

- [x] coats
- [ ] ~~swimming~~

> quoted
> > twice

\`\`\`ts
const degrees = 4 // &amp; not more
\`\`\`

1. one
2. two &copy;
`

/** What stands for characters, alone, in words, split and doubled; and HTML, which is text. */
const references = [
  'a &amp; b &#38; c &#x26; d & e &copy; &unknown; &#0; &#xD800; &#1114112; &#38;lt; &#38;#38;',
  '[R&#38;D &eacute;](https://example.org/?a=1&#38;b=2 "&#34;")',
  '\\&#35; `&#35;` **&#42;** <b title="&#34;">&#60;</b>\n\n| &#124; | &amp; |\n| --- | --- |\n| &#35; | &lt; |',
  '<div>\n*text*\n</div>\n\nA <pre>**bold**</pre> <!-- a\ncomment --> <a href="x">[link](https://example.org)</a>',
  '<script>\n\n# heading\n\n</script> <br> one  \ntwo\\\nthree\nfour',
]

describe('What is built', () => {
  it('has a file for each entry of the package', async () => {
    const files = await readdir(dist, { recursive: true })
    const built = new Set(files.map((file) => `./dist/${file}`))
    const entries = Object.values(packageJson.exports).flatMap((entry) =>
      typeof entry === 'string' ? [] : [entry.default],
    )
    expect(entries.length).toBeGreaterThan(3)
    expect(entries.filter((entry) => !built.has(entry))).toEqual([])
  })

  it.each([
    ['index.js', all],
    ['api/index.js', api],
    ['server/index.js', server],
    ['testing/index.js', testing],
  ])('holds in %s what its source does', async (file, source) => {
    expect(Object.keys(await load(file)).toSorted()).toEqual(Object.keys(source).toSorted())
  })

  it('draws Markdown as the source does, with a lexer that was cut out of its library', async () => {
    const built = await load('components/markdown/Markdown.js')
    const drawBy = (component: typeof Markdown) => (text: string) =>
      renderToStaticMarkup(createElement(component, { text }))
    const draw = drawBy(built['Markdown'] as typeof Markdown)
    expect(draw(answer)).toMatch(/<table.*<del>swimming<\/del>.*<blockquote.*const degrees = 4/s)
    const next = numbersFrom(1)
    const texts = [
      answer,
      longAnswer,
      ...Object.values(answers),
      ...references,
      ...attacks,
      ...Array.from({ length: 1_000 }, () => anyText(next)),
      // Pictures are read as links are, and need a client.
    ].map((text) => text.replaceAll('![', '['))
    expect(texts.map(draw)).toEqual(texts.map(drawBy(Markdown)))
  })

  it('names nothing of this machine and makes no elements from text', async () => {
    const files = await readdir(dist, { recursive: true, withFileTypes: true })
    const scripts = files.filter((file) => file.isFile() && file.name.endsWith('.js'))
    expect(scripts.length).toBeGreaterThan(100)
    const faulty: string[] = []
    for (const { parentPath, name } of scripts) {
      const text = await readFile(path.join(parentPath, name), 'utf8')
      const isFaulty = /\binnerHTML\b|\beval\(|new Function\(/.test(text)
      if (isFaulty || text.includes(process.cwd())) faulty.push(name)
    }
    expect(faulty).toEqual([])
  })
})
