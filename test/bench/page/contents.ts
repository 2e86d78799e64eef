import { numbersFrom } from '../../support/numbersFrom.js'

/** What a message says: as Markdown, and as HTML that is ready to be shown. */
export interface Content {
  markdown: string
  html: string
}

export interface Row extends Content {
  role: 'user' | 'assistant'
}

/** The marker that a citation stands for, as servers write it. */
export const marker = '【4:0†handbook.pdf】'

const words =
  'the run asks for a tool and waits until somebody has said what it gave back then it goes on with what was learned from every step that came before while others read along and see each word as soon as it is there without a jump or a flash because only the row that grows is drawn again'.split(
    ' ',
  )

type Random = () => number

const pick = <T>(random: Random, some: readonly T[]): T =>
  // An index below the length of a list that is not empty.
  some[Math.floor(random() * some.length)] as T

const sentence = (random: Random, length: number): string => {
  const said = Array.from({ length }, () => pick(random, words)).join(' ')
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`
}

/** Words with now and then one that is strong, code or a link. */
function inline(random: Random, count: number): Content {
  const said = Array.from({ length: count }, (): Content => {
    const word = pick(random, words)
    const chance = random()
    if (chance < 0.04) return { markdown: `**${word}**`, html: `<strong>${word}</strong>` }
    if (chance < 0.07) return { markdown: `\`${word}\``, html: `<code>${word}</code>` }
    if (chance < 0.08) {
      const href = `https://example.org/${word}`
      return { markdown: `[${word}](${href})`, html: `<a href="${href}">${word}</a>` }
    }
    return { markdown: word, html: word }
  })
  return {
    markdown: said.map(({ markdown }) => markdown).join(' '),
    html: said.map(({ html }) => html).join(' '),
  }
}

function paragraph(random: Random): Content {
  const { markdown, html } = inline(random, 40)
  const isCited = random() < 0.15
  return {
    markdown: `${markdown}${isCited ? marker : ''}.`,
    html: `<p>${html}${isCited ? '<sup>1</sup>' : ''}.</p>`,
  }
}

function list(random: Random): Content {
  const items = Array.from({ length: 4 }, () => inline(random, 9))
  return {
    markdown: items.map(({ markdown }) => `- ${markdown}`).join('\n'),
    html: `<ul>${items.map(({ html }) => `<li>${html}</li>`).join('')}</ul>`,
  }
}

function table(random: Random): Content {
  const rows = Array.from({ length: 4 }, () => [0, 1, 2].map(() => pick(random, words)))
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const cells = (row: readonly string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`
  return {
    markdown: [line(head), '| --- | --- | --- |', ...body.map(line)].join('\n'),
    html: `<table>${cells(head, 'th')}${body.map((row) => cells(row, 'td')).join('')}</table>`,
  }
}

function code(random: Random): Content {
  const text = Array.from(
    { length: 5 },
    (_, at) => `const ${pick(random, words)}${at} = ${pick(random, words)}(${at})`,
  ).join('\n')
  return { markdown: `\`\`\`ts\n${text}\n\`\`\``, html: `<pre><code>${text}</code></pre>` }
}

const answerBlocks = [paragraph, list, paragraph, code, paragraph, table, paragraph]

/** An answer of about this many characters. */
function makeAnswer(random: Random, characters: number): Content {
  const blocks: Content[] = []
  let length = 0
  for (let at = Math.floor(random() * answerBlocks.length); length < characters; at++) {
    const block = (answerBlocks[at % answerBlocks.length] ?? paragraph)(random)
    blocks.push(block)
    length += block.markdown.length
  }
  return {
    markdown: blocks.map(({ markdown }) => markdown).join('\n\n'),
    html: blocks.map(({ html }) => html).join(''),
  }
}

/** The message at a place of the thread: questions and answers in turn, the same in every run. */
export function rowAt(index: number): Row {
  const random = numbersFrom(index * 7919 + 17)
  if (index % 2 === 1) return { role: 'assistant', ...makeAnswer(random, 1_000) }
  const text = [12, 9, 14].map((length) => sentence(random, length)).join(' ')
  return { role: 'user', markdown: text, html: text }
}

const deltaLength = 6

/** The answer that is streamed, as Markdown in pieces of six characters. */
export function streamedAnswer(deltas: number): string[] {
  const characters = deltas * deltaLength
  const { markdown } = makeAnswer(numbersFrom(4_711), characters)
  return Array.from({ length: deltas }, (_, at) =>
    markdown.slice(at * deltaLength, (at + 1) * deltaLength),
  )
}
