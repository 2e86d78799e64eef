import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { type Plugin, runnerImport } from 'vite'
import { defineConfig } from 'vitest/config'

import manifest from './package.json' with { type: 'json' }
import type * as Kills from './test/browser/killed/playMoments.js'
import { findBrowser } from './test/support/browser.mjs'

/** What an app installs beside us stays outside the build, subpaths too: bundled, it would be there twice. */
const installed = Object.keys({ ...manifest.peerDependencies, ...manifest.dependencies })
const isInstalled = (id: string) =>
  installed.some((name) => id === name || id.startsWith(`${name}/`))

/** Where marked's sources would lie, if they were there. */
const marked = path.resolve('node_modules/marked/src')

/** What is done by Node for a test in a browser. It is TypeScript, which Node cannot read yet. */
async function playMoments() {
  const { module } = await runnerImport<typeof Kills>(
    fileURLToPath(new URL('test/browser/killed/playMoments.ts', import.meta.url)),
    { configFile: false, logLevel: 'error' },
  )
  return { killed: await module.playMoments(), outputs: module.outputs }
}

/** Made anew for each project: Vitest writes the project's name into what it is given. */
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    // A getter, so that no browser is looked for until one is opened: `vite build` needs none.
    get launchOptions() {
      const { executablePath, env } = findBrowser()
      return { ...(executablePath && { executablePath }), env: { ...process.env, ...env } }
    },
  }),
  commands: { playMoments },
  instances: [{ browser: 'chromium' as const }],
})

/** `import 'react-assistants/styles.css'` is an error in TypeScript unless something declares it. */
const declareStyles: Plugin = {
  name: 'declare-styles',
  apply: 'build',
  generateBundle() {
    if (this.environment.config.build.lib)
      this.emitFile({ type: 'asset', fileName: 'styles.css.d.ts', source: 'export {}\n' })
  },
}

/** What of marked's sources nothing of ours uses. Each has to be found, or the build says so. */
const unused: Readonly<Record<string, readonly (readonly [pattern: RegExp, instead: string])[]>> = {
  'Lexer.ts': [
    [/this\.options\.(?:pedantic|breaks)/g, 'false'],
    [/^ {2}(?:static |lex\()[^]*?^ {2}\}\n/gm, ''],
  ],
  'Tokenizer.ts': [
    [/this\.options\.pedantic/g, 'false'],
    // `TextOnlyTokenizer` has its own, and `decodeEntities` knows these references, too.
    [/^ {2}(?:html|tag)\(src: string\)[^]*?^ {2}\}\n/gm, ''],
    [/decodeNumericCharacterReferences(?=\()/, ''],
  ],
  'rules.ts': [
    // Markdown as it was before CommonMark, and line breaks that count.
    [/^const (?:\w+Pedantic|inlineBreaks)\b[^]*?;\n(?=\n)/gm, ''],
    [/^ +(?:pedantic\w*|breaks): .*\n/gm, ''],
    [/^const html = [^]*?;\n(?=\n)/m, ''],
    [/^ +html,\n/m, ''],
    [/^ +(?:start|end)(?:ATag|PreScriptTag): .*\n/gm, ''],
  ],
}

/**
 * marked ships one file whose last lines make a whole parser, so that no bundler can drop what only that one needs. What it was made
 * of stands in its source map: from there we take the lexer. See docs/decisions/markdown.md.
 */
const lexerOnly: Plugin = {
  name: 'lexer-only',
  apply: 'build',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^marked$|^\.\/\w+\.ts$/ },
    handler(id, importer) {
      if (!this.environment.config.build.lib) return null
      if (id === 'marked') return path.join(marked, 'index.ts')
      return importer?.startsWith(marked) ? path.join(marked, id) : null
    },
  },
  load: {
    filter: { id: /\/marked\/src\/\w+\.ts$/ },
    handler(id) {
      const file = path.basename(id)
      if (file === 'index.ts') {
        this.emitFile({
          type: 'asset',
          fileName: 'bundled/marked/LICENSE',
          source: readFileSync('node_modules/marked/LICENSE', 'utf8'),
        })
        return `export { _Lexer as Lexer } from './Lexer.ts'\nexport { _Tokenizer as Tokenizer } from './Tokenizer.ts'`
      }
      const { sources, sourcesContent } = JSON.parse(
        readFileSync('node_modules/marked/lib/marked.esm.js.map', 'utf8'),
      ) as { sources: string[]; sourcesContent: string[] }
      let code = sourcesContent[sources.indexOf(`../src/${file}`)]
      for (const [pattern, instead] of unused[file] ?? []) {
        if (!code || code.search(pattern) < 0)
          throw new Error(`marked has no ${String(pattern)} in ${file}: see vite.config.ts.`)
        code = code.replace(pattern, instead)
      }
      return code
    },
  },
}

export default defineConfig({
  plugins: [react(), declareStyles, lexerOnly],
  build: {
    target: 'es2022',
    minify: false,
    sourcemap: true,
    cssCodeSplit: true, // a CSS entry needs it
    lib: {
      entry: {
        index: 'src/index.ts',
        'api/index': 'src/api/index.ts',
        'server/index': 'src/server/index.ts',
        'testing/index': 'src/testing/index.ts',
        styles: 'src/styles/index.css',
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: isInstalled,
      // One file per module: a bundle of several silently loses their 'use client'.
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // npm packs no folder of the name node_modules.
        entryFileNames: ({ name }) => `${name.replace('node_modules', 'bundled')}.js`,
      },
    },
  },
  test: {
    passWithNoTests: true,
    // A test that hangs shows it in a minute, too; one on a busy machine must not fail for it.
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    reporters: ['default', './test/support/closingLine.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', '**/node_modules/**'],
          setupFiles: ['test/support/failOnConsoleError.ts', 'test/support/sameSeed.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'jsdom',
          environment: 'jsdom',
          include: ['test/**/*.test.tsx'],
          exclude: ['test/browser/**'],
          setupFiles: [
            'test/support/failOnConsoleError.ts',
            'test/support/sameSeed.ts',
            'test/support/setupDom.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/failOnConsoleError.ts', 'test/support/setupDom.ts'],
          browser: browser(),
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: '.storybook' })],
        test: { name: 'storybook', browser: browser() },
      },
    ],
  },
})
