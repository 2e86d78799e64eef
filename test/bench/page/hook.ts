import { countRenders } from './counts.js'

// React looks for it once, when it is loaded.
export const counts = location.search.includes('count') ? countRenders() : undefined
