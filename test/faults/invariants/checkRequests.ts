import type { Team } from '../createTeam.js'
import { secret } from '../world/createWorld.js'
import type { LoggedRequest } from '../world/requestLog.js'
import { hold } from './violation.js'

/** Operations that only the run engine asks for, so that each of their paths has one asker. */
const followed: ReadonlySet<string> = new Set([
  'getRun',
  'cancelRun',
  'submitToolOutputs',
  'createMessage',
  'createRun',
])

/** I7: nothing earlier than told. */
function checkTold(name: string, requests: readonly LoggedRequest[]) {
  for (const [at, { operation, path, told, answeredAt }] of requests.entries()) {
    if (told === undefined || answeredAt === undefined || !followed.has(operation)) continue
    const next = requests
      .slice(at + 1)
      .find((one) => one.path === path && one.operation === operation)
    if (!next) continue
    const waited = next.at - answeredAt
    hold(
      'I7',
      waited >= told || told > 120_000,
      () => `${name} asked for ${operation} ${waited} ms after it was told to wait ${told} ms`,
    )
  }
}

/** Looks at a run in any five seconds: one each, and what a few acts of the person ask for beside. */
const most = 9

function checkPace(name: string, requests: readonly LoggedRequest[]) {
  // What never left the page costs nobody anything.
  const looks = requests.filter(({ operation, status }) => operation === 'getRun' && status !== 0)
  for (const [at, { at: began }] of looks.entries()) {
    const last = looks[at + most]
    hold(
      'I7',
      !last || last.at - began >= 5_000,
      () => `${name} looked at runs ${most + 1} times within ${(last?.at ?? 0) - began} ms`,
    )
  }
}

/** I7 and S8, from what each page asked for. */
export function checkRequests({ pages }: Team): void {
  for (const { name, requests } of pages) {
    checkTold(name, requests)
    checkPace(name, requests)
    const seen = requests.find(({ url }) => url.includes(secret))
    hold('S8', !seen, () => `${name} put the key into ${seen?.path}`)
  }
}
