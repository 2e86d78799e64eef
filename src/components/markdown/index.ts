export type { MarkdownCodeBlock, MarkdownOptions } from './MarkdownOptions.js'
