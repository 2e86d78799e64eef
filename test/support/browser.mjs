// @ts-check
/**
 * Finds a Chromium for the browser tests, and makes one when the machine has none.
 *
 * Order: REACT_ASSISTANTS_BROWSER_PATH -> a browser that `playwright install` put there -> Chromium,
 * Chrome or Edge of the system -> the one inside the npm package @sparticuz/chromium (Linux x64)
 * -> `apt-get install chromium` (root on a Debian-like system; only with `install: true`).
 * REACT_ASSISTANTS_BROWSER_SOURCES=npm (a comma-separated list) allows only the steps it names.
 *
 * `node test/support/browser.mjs` prints what it finds; `--install` allows apt-get.
 */
import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * @typedef {object} Browser
 * @property {string} source where it came from, in words
 * @property {string} version
 * @property {string | undefined} executablePath undefined: let Playwright use its own
 * @property {Record<string, string>} env additions to the environment of the browser
 */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const require = createRequire(import.meta.url)
const allowed = new Set(
  (process.env.REACT_ASSISTANTS_BROWSER_SOURCES ?? 'env,playwright,system,npm,apt').split(','),
)
const found = Symbol.for('react-assistants.browser')
// Vitest loads its config, and so this file, once for each project, and reads the launch options of each.
const memo = /** @type {Record<symbol, Browser | undefined>} */ (
  /** @type {unknown} */ (globalThis)
)

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Its version, or undefined if it does not start: a Snap stub or a missing shared library fails
 * here and not in the middle of the tests.
 * @param {string} file
 * @param {Record<string, string>} [env]
 * @returns {string | undefined}
 */
function versionOf(file, env = {}) {
  if (process.platform === 'win32') return 'version unknown' // chrome.exe --version opens a window
  const { status, stdout } = spawnSync(file, ['--version'], {
    env: { ...process.env, ...env },
    timeout: 20_000,
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : undefined
}

/** @returns {Browser | undefined} */
function fromEnv() {
  const file = process.env.REACT_ASSISTANTS_BROWSER_PATH ?? process.env.CHROME_PATH
  if (!file) return undefined
  const version = isExecutable(file) ? versionOf(file) : undefined
  if (!version)
    throw new Error(
      `REACT_ASSISTANTS_BROWSER_PATH or CHROME_PATH names ${file}, which cannot be run`,
    )
  return { source: 'environment variable', version, executablePath: file, env: {} }
}

/** @returns {Browser | undefined} */
function fromPlaywright() {
  const { chromium } = /** @type {typeof import('playwright')} */ (require('playwright'))
  const file = chromium.executablePath()
  if (!existsSync(file)) return undefined
  const version = versionOf(file) ?? 'version unknown'
  return { source: 'playwright install', version, executablePath: undefined, env: {} }
}

/** @returns {Browser | undefined} */
function fromSystem() {
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    'microsoft-edge-stable',
  ]
  const dirs = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  /** @type {Record<string, string[]>} */
  const fixed = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
      const base = process.env[name]
      return base
        ? [
            path.join(base, 'Google/Chrome/Application/chrome.exe'),
            path.join(base, 'Microsoft/Edge/Application/msedge.exe'),
          ]
        : []
    }),
  }
  const candidates = [
    ...names.flatMap((name) => dirs.map((dir) => path.join(dir, name))),
    ...(fixed[process.platform] ?? []),
  ]
  for (const file of candidates) {
    const version = isExecutable(file) ? versionOf(file) : undefined
    if (version) return { source: 'system', version, executablePath: file, env: {} }
  }
  return undefined
}

function npmVersion() {
  try {
    const entry = require.resolve('@sparticuz/chromium') // its exports hide package.json
    const text = readFileSync(
      path.join(entry.slice(0, entry.lastIndexOf('/build/')), 'package.json'),
      'utf8',
    )
    return /"version": "([^"]+)"/.exec(text)?.[1]
  } catch {
    return undefined // not installed
  }
}

/** @returns {Browser | undefined} */
function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const packageVersion = npmVersion()
  if (!packageVersion) return undefined
  const dir = path.join(root, 'node_modules/.cache/chromium', packageVersion)
  const file = path.join(dir, 'chromium')
  if (!existsSync(dir)) unpackNpm(dir, file)
  const env = {
    LD_LIBRARY_PATH: [path.join(dir, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(':'),
    FONTCONFIG_FILE: path.join(dir, 'fonts/fonts.conf'),
  }
  const version = versionOf(file, env)
  const source = `npm @sparticuz/chromium ${packageVersion}`
  return version ? { source, version, executablePath: file, env } : undefined
}

/**
 * @param {string} dir
 * @param {string} file
 */
function unpackNpm(dir, file) {
  mkdirSync(path.dirname(dir), { recursive: true })
  const tmp = mkdtempSync(`${dir}-`)
  // It unpacks into os.tmpdir(); the AWS variable makes it unpack libnss3 and friends too.
  const run = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', "import c from '@sparticuz/chromium'; await c.executablePath()"],
    {
      cwd: root,
      env: { ...process.env, TMPDIR: tmp, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      encoding: 'utf8',
    },
  )
  if (run.status !== 0) {
    rmSync(tmp, { recursive: true, force: true })
    throw new Error(`@sparticuz/chromium could not be unpacked: ${run.stderr}`)
  }
  // Without fonts every text is 0 px wide; the shipped fonts.conf names fixed folders only.
  writeFileSync(
    path.join(tmp, 'fonts/fonts.conf'),
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>' +
      '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>' +
      `<dir>${dir}/fonts</dir><cachedir>${dir}/fonts-cache</cachedir></fontconfig>`,
  )
  try {
    renameSync(tmp, dir) // atomic: a second run at the same time sees all or nothing
  } catch (error) {
    rmSync(tmp, { recursive: true, force: true })
    if (!existsSync(file)) throw error
  }
}

/** @returns {Browser | undefined} */
function fromApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return undefined
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'],
  ]) {
    console.error(`browser: apt-get ${args.join(' ')}`)
    if (spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status !== 0)
      return undefined
  }
  return fromSystem()
}

/**
 * @param {{ install?: boolean }} [options]
 * @returns {Browser}
 */
export function findBrowser({ install = process.env.CI === 'true' } = {}) {
  if (memo[found]) return memo[found]
  /** @type {[string, () => Browser | undefined][]} */
  const steps = [
    ['env', fromEnv],
    ['playwright', fromPlaywright],
    ['system', fromSystem],
    ['npm', fromNpm],
    ['apt', () => (install ? fromApt() : undefined)],
  ]
  for (const [name, step] of steps) {
    const browser = allowed.has(name) ? step() : undefined
    if (browser) {
      console.log(`browser: ${browser.source} (${browser.version})`)
      return (memo[found] = browser)
    }
  }
  throw new Error(
    'No Chromium for the browser tests. Any one of these helps:\n' +
      '  npx playwright install chromium\n' +
      '  apt-get install chromium (as root, on Debian)\n' +
      '  REACT_ASSISTANTS_BROWSER_PATH=/path/to/chrome npm test\n' +
      'The tests that need no browser: npm run test:unit',
  )
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  findBrowser({ install: process.argv.includes('--install') })
