import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const here = new URL('./', import.meta.url)
const stamp = new URL('node_modules/.installed-from', here)

const read = (url: URL) => readFile(url, 'utf8').catch(() => '')

/**
 * Installs the official clients beside this file, unless they are there as the lock file has them. They are no packages
 * of the library's own, so that whoever installs that one never sees them.
 */
export async function installClients(): Promise<void> {
  const lock = await readFile(new URL('package-lock.json', here))
  const wanted = createHash('sha256').update(lock).digest('hex')
  if ((await read(stamp)) === wanted) return
  const folder = fileURLToPath(here)
  console.log(
    'Installing the official clients into test/conformance/clients, once for each lock file …',
  )
  try {
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
    await promisify(execFile)('npm', ['ci', ...options], { cwd: folder })
  } catch (error) {
    throw new Error(
      'The official clients could not be installed. This needs the npm registry, or npm’s own cache, once: ' +
        'run "npm ci --prefix test/conformance/clients" to see why.',
      { cause: error },
    )
  }
  await writeFile(stamp, wanted)
}

/** Loads one of the clients, of which nothing here knows the types: each generation has its own. */
export const loadClient = (name: string): unknown =>
  createRequire(new URL('package.json', here))(name) as unknown
