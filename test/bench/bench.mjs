// @ts-check
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

// What follows is TypeScript, which Node cannot read yet.
/** @type {{ module: typeof import('./runBench.js') }} */
const { module } = await runnerImport(fileURLToPath(new URL('runBench.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
})
process.exitCode = await module.runBench(process.argv.slice(2))
