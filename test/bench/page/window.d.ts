import type { Counts } from './counts.js'
import type { Driver } from './drive.js'

declare global {
  interface Window {
    bench: Driver
    /** Only where renders are counted. */
    counts?: Counts
  }
}
