import { extensionRoutes, type RequestName, routes } from '../api/index.js'

const offered = { ...routes, ...extensionRoutes }

/** Every route in segments, those with fewer ids first. */
const shapes = (Object.keys(offered) as RequestName[])
  .map((operation) => ({ operation, segments: offered[operation].split('/') }))
  .toSorted((one, other) => countIds(one.segments) - countIds(other.segments))

function countIds(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length
}

/** Which operation a request asks for: where two shapes fit, the one with fewer ids. */
export function operationOf(method: string, path: string): RequestName | null {
  const said = `${method} ${path}`.split('/')
  return shapes.find(({ segments }) => isAlike(said, segments))?.operation ?? null
}

/** Whether `GET /threads/t1` is `GET /threads/…`; `…`, `*` and `{thread_id}` each stand for one segment. */
export const fits = (line: string, pattern: string): boolean =>
  isAlike(line.split('/'), pattern.split('/'))

const isAlike = (said: readonly string[], wanted: readonly string[]): boolean =>
  said.length === wanted.length &&
  wanted.every((segment, at) => segment === said[at] || /^(?:…|\*|\{\w+\})$/.test(segment))

/** A request's path below the server's own, without the query. */
export function pathOf(request: Request, basePath: string): string {
  const { pathname } = new URL(request.url)
  return pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname
}
