import type { Reference } from './types.js'

/** What the sources say of themselves. Storybook's build puts it here: see `.storybook/reference.ts`. */
export declare const reference: Reference
