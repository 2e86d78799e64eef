/** Everything that can go wrong, by name. */
export const faultKinds = [
  'fail before send',
  'lose request',
  'apply then lose response',
  '400 active run',
  '401',
  '403',
  '404',
  '408',
  '409',
  '429',
  '5xx',
  'HTML 200',
  'JSON-error 200',
  'drop at byte k',
  'clean EOF at byte k',
  'stall',
  're-chunk',
  'replay from 0',
  'replay with overlap',
  'heartbeat',
  'unknown event',
  'unknown status',
  'late duplicate',
  'overtaken response',
  'server-side expiry',
  'clock skew',
  'offline and online',
  'hidden and throttled',
  'freeze',
  'unmount and remount',
  'thread switch',
  'double act',
  'second tab',
  'storage abort',
  'storage quota',
  'storage closed',
  'storage blocked',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** How often each kind struck. */
export type Tally = Record<FaultKind, number>

export const emptyTally = (): Tally =>
  // Made of the very list of kinds.
  Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Tally

export function addTally(sum: Tally, more: Tally): void {
  for (const kind of faultKinds) sum[kind] += more[kind]
}
