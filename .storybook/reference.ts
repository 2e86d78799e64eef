import type { Plugin } from 'vite'

import { readReference } from './readReference.js'

/** Puts what the sources say of themselves into the module that declares it, anew whenever one of them changes. */
export const reference = (): Plugin => ({
  name: 'reference',
  load(id) {
    if (!id.endsWith('/stories/reference/reference.ts')) return undefined
    const read = readReference()
    for (const file of read.files) this.addWatchFile(file)
    return `export const reference = ${JSON.stringify(read.reference)}`
  },
})
