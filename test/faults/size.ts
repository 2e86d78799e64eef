import process from 'node:process'

/** `npm run test:faults` plays everything in full; `npm test` a part of it. */
export const isFull =
  process.env['FAULTS'] === 'full' || process.env['npm_lifecycle_event'] === 'test:faults'
