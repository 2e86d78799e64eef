import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

export type PageName = 'bare' | 'kit' | 'kit-by-module' | 'parse'

export interface Pages {
  url: (page: PageName) => string
  close: () => Promise<void>
}

const sources: Readonly<Record<PageName, string>> = {
  bare: 'bare.ts',
  kit: 'kit.tsx',
  'kit-by-module': 'kit.tsx',
  parse: 'parse.ts',
}

const here = path.dirname(fileURLToPath(import.meta.url))
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

/** One page, as an app's production build would have it; by module, each module is a file under its own name. */
async function buildPage(page: PageName, outDir: string): Promise<void> {
  const isByModule = page === 'kit-by-module'
  await build({
    configFile: false,
    logLevel: 'error',
    root: here,
    plugins: [react()],
    build: {
      outDir: path.join(outDir, page),
      emptyOutDir: false,
      // The browser at hand needs nothing made older, which would change what the stylesheet costs.
      target: 'esnext',
      minify: !isByModule,
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: {
        input: path.join(here, 'page', sources[page]),
        preserveEntrySignatures: 'strict',
        output: {
          entryFileNames: isByModule ? '[name].js' : 'main.js',
          assetFileNames: '[name][extname]',
          ...(isByModule && {
            preserveModules: true,
            preserveModulesRoot: path.resolve(here, '../..'),
          }),
        },
      },
    },
  })
  const main = isByModule ? 'test/bench/page/kit.js' : 'main.js'
  await writeFile(
    path.join(outDir, page, 'index.html'),
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchmark</title>' +
      `<link rel="stylesheet" href="style.css"><body><div id="root"></div>` +
      `<script type="module" src="${main}"></script></body></html>`,
  )
}

/** Builds the pages and serves them to this machine alone. */
export async function buildPages(names: readonly PageName[]): Promise<Pages> {
  const folder = await mkdtemp(path.join(tmpdir(), 'react-assistants-bench-'))
  // Whatever loaded this file may have left another word there, and React would be the one for development.
  process.env['NODE_ENV'] = 'production'
  for (const name of names) await buildPage(name, folder)
  const answerWith = async (asked: IncomingMessage, answer: ServerResponse) => {
    const { pathname } = new URL(asked.url ?? '/', 'http://localhost')
    const file = path.join(folder, path.normalize(pathname.replace(/\/$/, '/index.html')))
    const bytes = await readFile(file).catch(() => null)
    answer.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream')
    answer.writeHead(bytes ? 200 : 404).end(bytes)
  }
  const server = createServer((asked, answer) => void answerWith(asked, answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has one.
  const { port } = server.address() as AddressInfo
  return {
    url: (page) => `http://127.0.0.1:${port}/${page}/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
