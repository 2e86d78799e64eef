import type { OperationName } from '../../src/api/index.js'
import { idsOf } from '../../stories/reference/surface.js'
import { loadClient } from './clients/installClients.js'

type Method = (...args: unknown[]) => Promise<unknown>
type Constructor = new (options: object) => object

const find = (root: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((held, name) => (held as Record<string, unknown> | undefined)?.[name], root)

/** What a method of an official client sends for an operation: method and path, ids still in braces. */
export async function requestOf(
  version: string,
  name: string,
  operation: OperationName,
): Promise<string[]> {
  const [major = '', minor] = version.split('.')
  const client = loadClient(`openai-${major}-${minor}`) as { default: Constructor }
  const heard: string[] = []
  const openai = new client.default({
    apiKey: 'placeholder',
    baseURL: 'https://server.test',
    maxRetries: 0,
    fetch: (url: string, init: RequestInit) => {
      const { origin, pathname } = new URL(url)
      // Some try out what the platform's fetch can do, too.
      if (origin === 'https://server.test') {
        heard.push(`${init.method?.toUpperCase()} ${decodeURIComponent(pathname)}`)
      }
      return Promise.resolve(Response.json({}))
    },
  })
  const method = find(openai, name) as Method | undefined
  if (method === undefined) throw new Error(`openai ${version} has no ${name}`)
  const ids = idsOf(operation).map((id) => [id, `{${id}}`] as const)
  const alone = ids.map(([, id]) => id)
  const body =
    operation === 'uploadFile' ? { file: new File([''], 'a.txt'), purpose: 'assistants' } : {}
  // From the fifth on the last id stands alone, and the others among what else is sent.
  const args =
    Number(major) < 5
      ? [...alone, body]
      : [...alone.slice(-1), { ...Object.fromEntries(ids.slice(0, -1)), ...body }]
  await method.apply(find(openai, name.replace(/\.\w+$/, '')), args)
  return heard
}
