export type { MarkdownCodeBlock, MarkdownFormula, MarkdownOptions } from './MarkdownOptions.js'
