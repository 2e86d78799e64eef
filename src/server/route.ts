import {
  type ApiVersion,
  extensionRoutes,
  missingInVersion,
  type RequestName,
  routes,
} from '../api/index.js'
import { handlers } from './handlers/handlers.js'
import type { Handler } from './handlers/handler.js'
import { invalid, Refusal } from './refusals.js'

export interface Routed {
  operation: RequestName
  handler: Handler
  version: ApiVersion
  ids: Record<string, string>
}

interface Template {
  operation: RequestName
  method: string
  segments: string[]
}

const offered = { ...routes, ...extensionRoutes }

const templates: readonly Template[] = (Object.keys(offered) as Template['operation'][]).map(
  (operation) => {
    const [method = '', path = ''] = offered[operation].split(' ')
    return { operation, method, segments: path.slice(1).split('/') }
  },
)

const isId = (segment: string) => segment.startsWith('{')

/** The ids in a path, or undefined when the path is not of this shape. */
function match(
  { segments }: Template,
  path: readonly string[],
): Record<string, string> | undefined {
  if (segments.length !== path.length) return undefined
  const ids: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const given = path[index] ?? ''
    if (isId(segment)) ids[segment.slice(1, -1)] = given
    else if (segment !== given) return undefined
    if (given === '') return undefined
  }
  return ids
}

/** `/threads/runs` is no thread named "runs": where two shapes fit, the one with fewer ids is meant. */
const byFewestIds = (a: Template, b: Template) =>
  a.segments.filter(isId).length - b.segments.filter(isId).length

/**
 * Finds who answers a request. The base path is exact: under `/api/assistants`, the path
 * `/api/assistants/threads` stands for all threads, not for an assistant named "threads".
 *
 * @throws Refusal
 */
export function findRoute(request: Request, basePath: string): Routed {
  const { pathname } = new URL(request.url)
  const unknown = new Refusal(404, `Invalid URL (${request.method} ${pathname})`)
  if (!pathname.startsWith(`${basePath}/`)) throw unknown
  const path = decode(pathname.slice(basePath.length + 1).split('/'))
  const fitting = templates.filter((template) => match(template, path))
  if (fitting.length === 0) throw unknown
  const [template] = fitting.filter(({ method }) => method === request.method).toSorted(byFewestIds)
  if (!template) {
    const allow = [...new Set(fitting.map(({ method }) => method))].join(', ')
    throw new Refusal(
      405,
      `Not allowed to ${request.method} on ${pathname}: use ${allow}.`,
      {},
      { allow },
    )
  }
  const { operation } = template
  const version: ApiVersion = path[0] === 'files' ? 'v2' : readVersion(request)
  const missing: Readonly<Record<string, string>> = missingInVersion[version]
  const instead = missing[operation]
  if (instead !== undefined) {
    throw new Refusal(
      404,
      `${offered[operation]} is not part of assistants=${version}; use ${instead}.`,
    )
  }
  return { operation, handler: handlers[operation], version, ids: match(template, path) ?? {} }
}

function decode(path: string[]): string[] {
  try {
    return path.map(decodeURIComponent)
  } catch {
    throw invalid('The path is not percent-encoded UTF-8.')
  }
}

function readVersion(request: Request): ApiVersion {
  const beta = request.headers.get('openai-beta')
  const asked = beta
    ?.split(',')
    .map((value) => /^assistants=(.+)$/.exec(value.trim())?.[1])
    .find((version) => version !== undefined)
  if (asked === 'v1' || asked === 'v2') return asked
  throw invalid(
    `${asked === undefined ? "The header 'OpenAI-Beta' is missing" : `There is no assistants=${asked}`}: ` +
      "send 'OpenAI-Beta: assistants=v2' with every request for assistants and threads.",
    'invalid_beta',
  )
}
