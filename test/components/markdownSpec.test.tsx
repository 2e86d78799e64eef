import { describe, expect, it } from 'vitest'
import { markupOf, simplify } from './markdownMarkup.js'
import { specOfBlocks } from './specOfBlocks.js'
import { specOfLines } from './specOfLines.js'

describe.each(Object.entries({ ...specOfBlocks, ...specOfLines }))(
  'as CommonMark and GFM have it: %s',
  (_, table) => {
    it.each(table)('%j', (source, markup) => {
      expect(simplify(markupOf(source))).toBe(markup)
    })
  },
)

/** What they have otherwise, with what is shown instead; the page of decisions says why. */
const others: [what: string, source: string, markup: string][] = [
  ['HTML is text', '<div>\n*a*\n</div>', '<p>&lt;div&gt;\n<em>a</em>\n&lt;/div&gt;</p>'],
  ['a comment is text', 'a <!-- b --> c', '<p>a &lt;!-- b --&gt; c</p>'],
  ['one tag breaks a line', 'a<br>b', '<p>a<br/>b</p>'],
  [
    'what unfolds is text around blocks',
    '<details>\n<summary>a</summary>\n\n**b**\n\n</details>',
    '<p>&lt;details&gt;\n&lt;summary&gt;a&lt;/summary&gt;</p><p><strong>b</strong></p><p>&lt;/details&gt;</p>',
  ],
  ['a link without a place is its words', '[a](/b)', '<p>a</p>'],
  ['so is one that could be read in two ways', '[a](https://a.test/b\\c)', '<p>a</p>'],
  ['and one with a name and a password', 'https://me:x@a.test/', '<p>https://me:x@a.test/</p>'],
  ['a title is not shown', '[a](https://a.test "b")', '<p><a href="https://a.test/">a</a></p>'],
  [
    'a picture in a link is its words',
    '[![a](https://a.test/b.png)](https://b.test)',
    '<p><a href="https://b.test/">a</a></p>',
  ],
  ['names of characters that nobody writes stay', '&HilbertSpace;', '<p>&amp;HilbertSpace;</p>'],
  ['the language of a block is as typed', '``` c\\+\\+\na\n```', '<pre c\\+\\+>a</pre>'],
  [
    'an address ends before a sign of another script',
    'https://a.test，b',
    '<p><a href="https://a.test/">https://a.test</a>，b</p>',
  ],
  ['stars go by white space in Chinese', '**甲：**乙', '<p><strong>甲：</strong>乙</p>'],
  ['a tilde before a number is one', '~5 or 6~ and 5~7', '<p>~5 or 6~ and 5~7</p>'],
  [
    'an address may follow a letter',
    '见https://a.test',
    '<p>见<a href="https://a.test/">https://a.test</a></p>',
  ],
]

describe('other than CommonMark and GFM have it, on purpose', () => {
  it.each(others)('%s', (_, source, markup) => {
    expect(simplify(markupOf(source))).toBe(markup)
  })
})
