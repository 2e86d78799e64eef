import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, fireEvent, within } from 'storybook/test'
import { type MarkdownOptions, MessageView, ThreadView } from '../../src/index.js'
import { loaded, withMessage, withStage } from '../support/loaded.js'
import { renderMessages } from '../support/renders.js'
import { ThreadStage } from '../support/ThreadStage.js'
import { richAnswer, withFormula } from '../support/richAnswer.js'
import { AsItComes } from './AsItComes.js'
import { highlighted, withFormulas } from './markdownSlots.js'

const withAnswer = (content: string) => withMessage('assistant', content)

const meta = {
  title: 'Parts/Markdown',
  render: renderMessages,
} satisfies Meta

export default meta

/** Everything at once: lists in lists, tasks, a table, code, quotes, pictures, three directions of writing. */
export const Everything: StoryObj = {
  loaders: [withAnswer(richAnswer)],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(await page.findByRole('group', { name: 'Table' })).toBeVisible()
    await expect(page.getByText('注意：').tagName).toBe('STRONG')
  },
}

/** Paragraphs, headings, quotes and rules. */
export const Prose: StoryObj = {
  loaders: [
    withAnswer(`# A walk in Lisbon

Start at the **river** and walk *uphill*; the ~~tram~~ funicular helps. Take \`two hours\`.
A line break in a paragraph is one.

## What to bring

Good shoes, and water.

> The hills are the best part,
> once you have climbed them.

### On the way

See [the map](https://maps.example/lisbon), https://trams.example, or write to <desk@travel.example>.

---

That is all.`),
  ],
  play: async ({ canvasElement }) => {
    const heading = await within(canvasElement).findByRole('heading', { name: 'A walk in Lisbon' })
    await expect(heading.tagName).toBe('H3')
  },
}

/** Lists in lists, numbered ones that begin anywhere, and tasks. */
export const Lists: StoryObj = {
  loaders: [
    withAnswer(`Three things:

- **Trains** leave every hour
  - from platform two
  - and platform nine
- **Trams** leave when they are full
- Ferries

What to do next:

3. Buy a ticket
4. Stamp it

   In the machine, not by hand.
5. Show it

- [x] Passport
- [ ] A map of the [old town](https://maps.example)
- [ ] Coins`),
  ],
  play: async ({ canvasElement }) => {
    const box = await within(canvasElement).findByRole('checkbox', { name: 'Passport' })
    await expect(box).toBeChecked()
    await expect(box).toBeDisabled()
  },
}

/** A table scrolls in itself where it has no room. */
export const Table: StoryObj = {
  loaders: [
    withAnswer(`| City | Temperature | Sky | What to wear | Wind |
| :--- | ---: | :---: | --- | --- |
| **Lisbon** | 24 °C | clear | a hat | \`NW 3\` |
| Oslo | 3 °C | snow | everything you have, and a second pair of gloves | calm |
| [Bergen](https://bergen.example) | 9 °C | rain | an umbrella<br>or two | strong |`),
  ],
  play: async ({ canvasElement }) => {
    await expect(await within(canvasElement).findByRole('group', { name: 'Table' })).toBeVisible()
  },
}

/** Code has its language, a button that copies it, and shows what cannot be seen. */
export const Code: StoryObj = {
  loaders: [
    withAnswer(`Install it:

\`\`\`bash
npm install react-assistants @tanstack/react-query
\`\`\`

Then:

\`\`\`tsx
export function App() {
  return <AssistantChat assistantId="asst_1" threadId={null} onThreadChange={(id) => console.log('a line that is longer than its room is wide', id)} />
}
\`\`\`

    An indented block has no language.

Whoever reads \`if (role !== "user\u202e \u2066// only then\u2069 \u2066")\` sees what is in it.`),
  ],
  play: async ({ canvasElement }) => {
    const [button] = await within(canvasElement).findAllByRole('button', { name: 'Copy' })
    await expect(button).toBeVisible()
  },
}

/** A link that says it leads elsewhere is shown with the place where it leads; one that leads nowhere good is text. */
export const LinksThatMislead: StoryObj = {
  loaders: [
    withAnswer(`Log in at [www.bank.example](https://bank.example.evil.test/login), or at [аpple.example](https://xn--pple-43d.example).

[Press here](javascript:alert(1)) for a surprise. <img src="https://evil.test/beacon.png"> <script>alert(1)</script>`),
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(await page.findByText('(bank.example.evil.test)')).toBeVisible()
    await expect(page.getAllByRole('link')).toHaveLength(2)
    await expect(canvasElement.querySelector('img, script')).toBeNull()
  },
}

/** A picture waits until the person asks for it. */
export const Pictures: StoryObj = {
  loaders: [
    withAnswer(
      `Here is the cat: ![A cat on a wall](https://pictures.example/cat.png) and [![a badge](https://badges.example/b.svg)](https://builds.example).`,
    ),
  ],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(
      await page.findByRole('button', { name: 'Show the image from pictures.example' }),
    ).toBeVisible()
    await expect(page.queryByRole('img')).toBeNull()
  },
}

/** Each block runs in the direction of its words; code always runs from left to right. */
export const RightToLeft: StoryObj = {
  loaders: [
    withAnswer(`## الطقس في لشبونة

الجو **مشمس** اليوم، انظر [الخريطة](https://maps.example).

- صباحا: ٢٤ درجة
- مساء: ١٨ درجة

In English, this runs the other way.

> اقتباس من \`كتاب\`

\`\`\`js
const שלום = 'עולם'
\`\`\``),
  ],
}

/** What would take too long to read is shown as it was typed; what stands beside it is not. */
export const TooElaborate: StoryObj = {
  loaders: [withAnswer(`This is **read**.\n\n${'*a **b '.repeat(150)}\n\n- And this, **too**`)],
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    await expect(await page.findByText(/Shown as plain text/)).toBeVisible()
    await expect(page.getByText('too').tagName).toBe('STRONG')
  },
}

/** A story of one text that is shown with options of its own. */
const withOptions = (props: MessageView.TextProps, more: StoryObj = {}): StoryObj => ({
  loaders: [withStage()],
  render: (_args, context) => (
    <ThreadStage stage={loaded(context).stage} threadId={null}>
      <ThreadView.Root>
        <article className="ra-message" data-state="live" data-role="assistant">
          <div className="ra-message-content">
            <MessageView.Text format="markdown" {...props} />
          </div>
        </article>
      </ThreadView.Root>
    </ThreadStage>
  ),
  ...more,
})

/** While an answer grows, what is half written looks as if it were complete. */
export const HalfWritten: StoryObj = withOptions(
  {
    isLive: true,
    text: 'An answer that grows:\n\n- [x] a task with **strong words, and `half a wo',
  },
  {
    play: async ({ canvasElement }) => {
      const page = within(canvasElement)
      await expect((await page.findByText(/strong words/)).tagName).toBe('STRONG')
      await expect(page.getByText('half a wo').tagName).toBe('CODE')
      await expect(canvasElement).not.toHaveTextContent(/[*`]/)
    },
  },
)

const drawn: MarkdownOptions = { ...highlighted, ...withFormulas }

/** Move the end of an answer by hand: at no place is it to be seen how it is written, and nothing jumps. */
export const AsItIsWritten: StoryObj = {
  loaders: [withStage()],
  render: (_args, context) => (
    <ThreadStage stage={loaded(context).stage} threadId={null}>
      <ThreadView.Root>
        <AsItComes text={withFormula} markdown={drawn} />
      </ThreadView.Root>
    </ThreadStage>
  ),
  play: async ({ canvasElement }) => {
    const page = within(canvasElement)
    const end = await page.findByRole('slider', { name: 'How much has come' })
    const move = (words: string) =>
      fireEvent.change(end, { target: { value: withFormula.indexOf(words) + words.length } })
    await move('ask for `seat')
    await expect(page.getByText('seat').tagName).toBe('CODE')
    for (const words of ['1$ stops', '1$ stops the way', '\\frac{n(']) await move(words)
    await expect(page.queryByText(/frac/)).toBeNull()
    await move('more or less.\n')
    await expect(canvasElement.querySelectorAll('.katex')).toHaveLength(2)
  },
}

const withNumbers: MarkdownOptions = {
  renderCode: ({ text }) =>
    text.split('\n').map((line, at) => (
      // oxlint-disable-next-line react/no-array-index-key -- a line is its number
      <span key={at}>
        <span className="ra-quiet">{`${at + 1}`.padStart(3)} </span>
        {`${line}\n`}
      </span>
    )),
}

/** An app draws code as it likes: here with numbers. */
export const CodeOfYourOwn: StoryObj = withOptions({
  markdown: withNumbers,
  text: '```js\nconst a = 1\nconst b = 2\n```',
})

/** Code in colours: the slot filled with a highlighter that gives a tree instead of markup. */
export const HighlightedCode: StoryObj = withOptions(
  {
    markdown: highlighted,
    text: "```ts\n// Doubles it.\nconst twice = (n: number) => n * 2\nlog('so', twice(21))\n```",
  },
  {
    play: async ({ canvasElement }) => {
      await expect(await within(canvasElement).findByText('const')).toHaveClass('hljs-keyword')
    },
  },
)

/** Formulas, drawn by a library of the app's choice; without one, dollars are dollars. */
export const Formulas: StoryObj = withOptions(
  {
    markdown: withFormulas,
    text: 'For $n \\ge 1$ there is\n\n$$\n\\sum_{k=1}^n k = \\frac{n(n+1)}{2}\n$$\n\nand all of it for $5 or $6.',
  },
  {
    play: async ({ canvasElement }) => {
      const page = within(canvasElement)
      await expect(await page.findByText(/all of it for \$5 or \$6/)).toBeVisible()
      await expect(canvasElement.querySelectorAll('.katex')).toHaveLength(2)
    },
  },
)
