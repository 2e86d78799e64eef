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

export default defineConfig({
  plugins: [react(), declareStyles],
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
      output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
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
