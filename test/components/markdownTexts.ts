const pick = <T>(next: () => number, from: readonly T[]): T => {
  const found = from[Math.floor(next() * from.length)]
  if (found === undefined) throw new Error('there is nothing to pick from')
  return found
}

/** Answers as a model would write them, one for each thing that can be half written. */
export const answers: Readonly<Record<string, string>> = {
  prose:
    'The **quick** brown fox jumps over the *lazy* dog, and ~~never~~ always comes back.\n\nA second paragraph, with `code in it` and\na line of its own.\n',
  nested:
    'Some ***very strong*** words, **bold with *emphasis* inside**, and *emphasis with `code` and **bold***.\n',
  links:
    '[ref]: https://ref.test/\n\nSee [the manual](https://docs.test/a_b?c=d "Title"), <https://auto.test/>, https://bare.test/x_y. And [one more][ref] there.\n',
  pictures: 'Before ![a picture of a cat](https://pictures.test/cat.png) after, and then more.\n',
  code: 'Run this:\n\n```bash\nnpm install\necho "**not bold**" | cat\n```\n\nThen `npm test`.\n\n~~~\nplain\n~~~\n',
  lists:
    'Steps:\n\n1. **First**: do this\n2. Then that\n   - with a part\n   - and `another`\n3. Last\n\n* one\n* two\n\nDone.\n',
  tasks: '- [x] written **well**\n- [ ] tested\n- [ ] [shipped](https://ship.test/)\n',
  table:
    'Numbers:\n\n| Name | Count |\n| :--- | ----: |\n| **One** | 1 |\n| `two` | 2 |\n| [three](https://three.test/) | 3 |\n\nThat is all.\n',
  headings: '# Title\n\nText\n\n## Part *one*\n\nMore\n\nUnderlined\n---\n\nEnd\n',
  quotes:
    '> Somebody **said** this,\n> and that.\n\nIndeed.\n\n> - a point\n> - another\n\n---\n\nEnd.\n',
  signs:
    'Two \\* three is six &amp; 5 &lt; 6, snake_case_name stays, 2 * 3 * 4 too; a <b>tag</b> is text, and a<br>break is one.\n',
  right: 'مرحبا **بالعالم** و`code`\n\n- نقطة *أولى*\n- نقطة\n\n```js\nconst a = "שלום"\n```\n',
  chinese:
    '**注意：**请看**“引用”**，这里*很（非常）*重要。见https://a.test/路径，再看https://b.test。\n\n- **一、**甲\n- **二、**乙\n\n これは**太字（カッコ）**です。',
  emoji: '👩‍👩‍👧 **family** 😀 and *é́* with `🎉`\n',
  deep: '- a\n  - b\n    - c **d**\n\n      more of *c*\n  - e\n\n1. ```js\n   code()\n   ```\n2. next\n',
  checked: '- [ ] first **a**\n- [x] `b` and c\n- [X] d\n\n1. [x] e\n\n> - [x] f\n',
  'tables within':
    '- a table:\n\n  | a | b |\n  | --- | --- |\n  | **1** | [x](https://x.test/) |\n\n- | c |\n  |---|\n  | d |\n\n> | e | f |\n> | - | - |\n> | `g` | h |\n>\n> *end*\n',
  'code within':
    '1. one\n   - two\n     ```sh\n     ls `pwd`\n     ```\n   - three\n\n> ```js\n> const a = 1\n> ```\n> end\n',
  'links first':
    '[**bold** and *soft*](https://x.test/) begins.\n\n- [one](https://y.test/): a\n- [Note] is none\n',
  about: 'It takes ~5 minutes, or ~6, and ~half a day; 5~10 or 6~12 of ~~these~~ those.\n',
  notes: 'Some text[^1] here.\n\n[^1]: What the note **says**.\n',
  late: 'Look at [this], at [that][it] and [nothing].\n\n- [it]\n\nText.\n\n[this]: https://this.test/\n[it]: https://it.test/\n',
}

const lines =
  `a|b **c**|||- x|- y *z*|  - n|    deep|  cont|* s|1. o|2. p|   in|> q|> - ql|# h|---|===|***|~~~|\`\`\`|\`\`\`js|[r]: https://r.test|[r]|<div>|    code|-|1.|- [ ] t|+ p|10. ten|  \`\`\``
    .split('|')
    .concat('| a | b |', '|---|---|', '| 1 | 2 |', '|-|', '\tcode')

/** A text of lines that may begin or end anything. */
export const anyText = (next: () => number): string =>
  Array.from({ length: 2 + Math.floor(next() * 7) }, () => pick(next, lines)).join('\n')

const parts = lines
  .filter((line) => !/[|<\t]|===|^\[r\]:/.test(line))
  .concat('\nTitle\n===', '| a | b |\n|---|---|\n| 1 | 2 |', '\n[r]: https://r.test\n')

/** The same of lines that stand where they belong. */
export const anyAnswer = (next: () => number): string =>
  Array.from({ length: 2 + Math.floor(next() * 7) }, () => pick(next, parts)).join('\n')

/** An answer of ten thousand characters, with all that answers have. */
export const longAnswer: string = Array.from({ length: 17 }, (_, at) =>
  [
    `## Part ${at + 1}: what there is to say`,
    `The ${at}th thing is **important**: it needs \`some code\`, a [link](https://part-${at}.test/page), and a sentence or two that go on for a while, so that a paragraph has the length that paragraphs have in answers. It ends with *emphasis* and a full stop.`,
    `- **One**: the first point, with a few more words\n- **Two**: the second, with \`code\`\n- **Three**: and the last one of them`,
    `\`\`\`ts\nconst part${at} = await read('part-${at}')\nfor (const line of part${at}.lines) {\n  console.log(line.trim())\n}\n\`\`\``,
    `| Name | Count | Note |\n| --- | ---: | --- |\n| first | ${at} | some words |\n| second | ${at + 1} | more words |`,
  ].join('\n\n'),
)
  .join('\n\n')
  .slice(0, 10_000)
