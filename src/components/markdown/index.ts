export { Markdown, type MarkdownProps } from './Markdown.js'
export type { MarkdownCodeBlock, MarkdownOptions } from './MarkdownOptions.js'
