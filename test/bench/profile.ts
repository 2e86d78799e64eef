import type { CpuProfile } from './openVisit.js'

/** Whose code a frame of a profile is. */
function ownerOf(functionName: string, url: string): string {
  if (functionName === '(garbage collector)') return 'garbage collection'
  if (functionName === '(idle)') return 'idle'
  if (url === '') return "the browser's own"
  const [, file = url] = /\/kit-by-module\/(.*)$/.exec(url) ?? []
  const [, dependency] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? []
  if (dependency !== undefined) return dependency
  return file.startsWith('src/')
    ? (/^src\/[^/]+(?:\/[^/.]+(?=\/))?/.exec(file)?.[0] ?? file)
    : 'the benchmark'
}

/** Where the time went: by package or folder of ours, and by function. */
export function toShares({ nodes, samples = [], timeDeltas = [] }: CpuProfile): string {
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]))
  const owners = new Map<string, number>()
  const functions = new Map<string, number>()
  let busy = 0
  for (const [at, id] of samples.entries()) {
    const frame = byId.get(id)
    const ms = (timeDeltas[at] ?? 0) / 1_000
    if (!frame) continue
    const owner = ownerOf(frame.functionName, frame.url)
    if (owner === 'idle') continue
    busy += ms
    owners.set(owner, (owners.get(owner) ?? 0) + ms)
    const name = `${frame.functionName || `line ${frame.lineNumber + 1} of ${frame.url.split('/').at(-1)}`} (${owner})`
    functions.set(name, (functions.get(name) ?? 0) + ms)
  }
  const list = (some: ReadonlyMap<string, number>, most: number) =>
    [...some]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(
        ([name, ms]) =>
          `${((100 * ms) / busy).toFixed(1).padStart(6)} %  ${ms.toFixed(1).padStart(8)} ms  ${name}`,
      )
      .join('\n')
  return `${busy.toFixed(0)} ms busy\n${list(owners, 14)}\n\n${list(functions, 25)}`
}
