import type { FaultKind } from '../kinds.js'
import { bodyFaults } from './bodies.js'
import type { AnyKind } from './kind.js'
import { pageFaults } from './pages.js'
import { requestFaults } from './requests.js'

/** How each kind of fault is drawn and brought about. */
export const faults: Readonly<Record<FaultKind, AnyKind>> = {
  ...requestFaults,
  ...bodyFaults,
  ...pageFaults,
}
