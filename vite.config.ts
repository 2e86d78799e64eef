import { readFileSync } from 'node:fs'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

import manifest from './package.json' with { type: 'json' }
import { findBrowser } from './test/support/browser.mjs'

/** What an app installs beside us stays outside the build, subpaths too: bundled, it would be there twice. */
const installed = Object.keys({ ...manifest.peerDependencies, ...manifest.dependencies })
const isInstalled = (id: string) =>
  installed.some((name) => id === name || id.startsWith(`${name}/`))

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

/**
 * marked is one file whose last lines make a whole parser, so that no bundler can drop what only that one needs. Cut off
 * before them, it is the lexer alone: see docs/decisions/markdown.md.
 */
const lexerOnly: Plugin = {
  name: 'lexer-only',
  apply: 'build',
  transform: {
    filter: { id: /\/marked\/lib\/marked\.esm\.js$/ },
    handler(code) {
      if (!this.environment.config.build.lib) return null
      const end = /var \w+=new \w+;function \w+\(\w+,\w+\)\{return \w+\.parse\(/.exec(code)?.index
      const named = /\w+ as (?:Lexer|Tokenizer)\b/g
      const exported = code.slice(code.lastIndexOf('export{')).match(named)
      if (!end || exported?.length !== 2)
        throw new Error('marked ends otherwise than it did: vite.config.ts has to cut it anew.')
      this.emitFile({
        type: 'asset',
        fileName: 'bundled/marked/LICENSE',
        source: readFileSync('node_modules/marked/LICENSE', 'utf8'),
      })
      return { code: `${code.slice(0, end)}export{${exported.join(',')}}`, map: null }
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
