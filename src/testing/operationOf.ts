import { extensionRoutes, type RequestName, routes } from '../api/index.js'

const offered = { ...routes, ...extensionRoutes }

/** Which operation a request asks for: where two shapes fit, the one with fewer ids. */
export function operationOf(method: string, path: string): RequestName | null {
  const fitting = (Object.keys(offered) as RequestName[]).filter((operation) =>
    fits(`${method} ${path}`, offered[operation]),
  )
  const ids = (operation: RequestName) => offered[operation].split('{').length
  return fitting.toSorted((a, b) => ids(a) - ids(b))[0] ?? null
}

/** Whether `GET /threads/t1` is `GET /threads/…`; `…`, `*` and `{thread_id}` each stand for one segment. */
export function fits(line: string, pattern: string): boolean {
  const said = line.split('/')
  const wanted = pattern.split('/')
  return (
    said.length === wanted.length &&
    wanted.every((segment, at) => /^(?:…|\*|\{\w+\})$/.test(segment) || segment === said[at])
  )
}

/** A request's path below the server's own, without the query. */
export function pathOf(request: Request, basePath: string): string {
  const { pathname } = new URL(request.url)
  return pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname
}
