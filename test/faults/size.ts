/** `npm run test:faults` plays everything in full; `npm test` a part of it. */
export const isFull = import.meta.env.MODE === 'faults'
