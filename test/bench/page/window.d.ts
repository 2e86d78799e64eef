import type { Counts } from './counts.js'
import type { Driver } from './drive.js'
import type { timeParsed } from '../parseWork.js'

declare global {
  interface Window {
    bench: Driver
    /** On the page that only reads. */
    timeParsed: typeof timeParsed
    /** Only where renders are counted. */
    counts?: Counts
  }
}
