import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import type { Plant } from './plants.js'

/** How often the line that a plant changes stands in its file. */
export function countPlaces({ file, find }: Plant): number {
  return readFileSync(file, 'utf8').split(find).length - 1
}

/** Changes one line as it is read; the file stays as it is. */
export function plantFault(plant: () => Plant | null): Plugin {
  return {
    name: 'plant-fault',
    enforce: 'pre',
    transform(code, id) {
      const planted = plant()
      if (!planted || id.split('?')[0] !== resolve(planted.file)) return null
      return { code: code.replace(planted.find, () => planted.replace), map: null }
    },
  }
}
