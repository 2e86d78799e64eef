import type { Team } from './createTeam.js'
import { playSchedule } from './playSchedule.js'
import type { Schedule } from './schedule.js'
import type { OpenPage } from './world/createPageParts.js'
import { baseUrl, secret, type World } from './world/createWorld.js'

/** What was looked through, and where something stood that has no business there. */
export interface Looked {
  requests: number
  errors: number
  logged: number
  kept: number
  leaks: string[]
}

/** All that an error says, in its message and in its fields, causes included. */
function wordsOf(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return String(error)
  return Object.getOwnPropertyNames(error)
    .map((name) => wordsOf((error as Record<string, unknown>)[name], depth + 1))
    .join(' ')
}

const levels = ['log', 'info', 'warn', 'error', 'debug'] as const

/** S8: plays a schedule and looks for the key, and for what people wrote, where neither may be. */
export async function watchSecrets(schedule: Schedule, openPage: OpenPage): Promise<Looked> {
  const logs: string[] = []
  const errors = new Set<unknown>()
  const elsewhere: string[] = []
  const real = Object.fromEntries(levels.map((level) => [level, console[level]]))
  const { fetch } = globalThis
  for (const level of levels) {
    console[level] = (...said: unknown[]) =>
      void logs.push(said.map((one) => wordsOf(one)).join(' '))
  }
  globalThis.fetch = (input) => {
    elsewhere.push(`fetch of ${input instanceof Request ? input.url : String(input)}`)
    return Promise.reject(new TypeError('Nobody asked for that.'))
  }
  const seen: { world?: World; team?: Team } = {}
  const shown: string[] = []
  const watching: OpenPage = (world, name, listener) =>
    openPage(world, name, {
      ...listener,
      onChange: (page, controller) => {
        const { live, pending, trouble } = controller.store.getState()
        if (live.phase === 'failed') errors.add(live.error)
        for (const send of pending) if ('error' in send) errors.add(send.error)
        if (trouble) errors.add(trouble.error)
        listener.onChange(page, controller)
      },
    })
  try {
    const { violation } = await playSchedule(schedule, watching, (world, team) => {
      Object.assign(seen, { world, team })
      return () => {
        if (typeof document !== 'undefined') shown.push(document.documentElement.outerHTML)
      }
    })
    if (violation) elsewhere.push(violation.message)
  } finally {
    Object.assign(console, real)
    globalThis.fetch = fetch
  }
  const { world, team } = seen
  const requests = team?.pages.flatMap((page) => page.requests) ?? []
  const kept = world?.disk.written ?? []
  const said = world?.origin.said.map(({ what }) => JSON.stringify(what)) ?? []
  const told = [...errors].map((error) => wordsOf(error))
  const urls = requests.map(({ url }) => url)
  const texts = [...(team?.deeds.sent.values() ?? [])].map(({ text }) => text)
  const hasText = (where: string) => texts.some((text) => decodeURIComponent(where).includes(text))
  const find = (name: string, places: readonly string[]) =>
    places
      .filter((place) => place.includes(secret))
      .map((place) => `the key in ${name}: ${place.slice(0, 200)}`)
  return {
    requests: requests.length,
    errors: errors.size,
    logged: logs.length,
    kept: kept.length,
    leaks: [
      ...find('an address', urls),
      ...find('a log', logs),
      ...find('an error', told),
      ...find('storage', kept),
      ...find('what tabs tell one another', said),
      ...find('the page', shown),
      ...logs
        .filter((log) => texts.some((text) => log.includes(text)))
        .map((log) => `words in a log: ${log.slice(0, 200)}`),
      ...urls.filter(hasText).map((url) => `words in an address: ${url}`),
      ...urls.filter((url) => !url.startsWith(`${baseUrl}/`)).map((url) => `a request to ${url}`),
      ...elsewhere,
    ],
  }
}
