import { describe, expect, it } from 'vitest'
import { markupOf, simplify } from './markdownMarkup.js'

const table: [source: string, markup: string][] = [
  ['- a', '<ul><li><p>a</p></li></ul>'],
  ['- a\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['* a\n+ b', '<ul><li><p>a</p></li></ul><ul><li><p>b</p></li></ul>'],
  ['1. a\n2. b', '<ol><li><p>a</p></li><li><p>b</p></li></ol>'],
  ['3. a\n4. b', '<ol start="3"><li><p>a</p></li><li><p>b</p></li></ol>'],
  ['1) a\n2. b', '<ol><li><p>a</p></li></ol><ol start="2"><li><p>b</p></li></ol>'],
  ['- a\n  - b', '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>'],
  [
    '- a\n  - b\n    - c',
    '<ul><li><p>a</p><ul><li><p>b</p><ul><li><p>c</p></li></ul></li></ul></li></ul>',
  ],
  ['- a\n\n  b', '<ul loose><li><p>a</p><p>b</p></li></ul>'],
  ['- a\n\n- b', '<ul loose><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['- a\n- b\n\nc', '<ul><li><p>a</p></li><li><p>b</p></li></ul><p>c</p>'],
  ['a\n- b', '<p>a</p><ul><li><p>b</p></li></ul>'],
  ['a\n2. b', '<p>a\n2. b</p>'],
  ['a\n1. b', '<p>a</p><ol><li><p>b</p></li></ol>'],
  ['-a', '<p>-a</p>'],
  ['- a\nb', '<ul><li><p>a\nb</p></li></ul>'],
  ['- **a**: b', '<ul><li><p><strong>a</strong>: b</p></li></ul>'],
  ['- # a', '<ul><li><h3 1>a</h3></li></ul>'],
  ['- ```\n  x\n  ```', '<ul><li><pre>x</pre></li></ul>'],
  ['-\n- a', '<ul><li></li><li><p>a</p></li></ul>'],
  [
    '1. a\n   - b\n   - c\n2. d',
    '<ol><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ol>',
  ],
  ['- a\n\n\n- b', '<ul loose><li><p>a</p></li><li><p>b</p></li></ul>'],
  ['1990. a', '<ol data-digits="4" start="1990"><li><p>a</p></li></ol>'],
  ['99. a\n1. b', '<ol data-digits="3" start="99"><li><p>a</p></li><li><p>b</p></li></ol>'],
  ['0. a', '<ol start="0"><li><p>a</p></li></ol>'],
  ['- [ ] a', '<ul><li><input type="checkbox" disabled="" aria-label="a"/><p>a</p></li></ul>'],
  [
    '- [x] a',
    '<ul><li><input type="checkbox" disabled="" aria-label="a" checked=""/><p>a</p></li></ul>',
  ],
  [
    '- [X] a\n- [ ] b',
    '<ul><li><input type="checkbox" disabled="" aria-label="a" checked=""/><p>a</p></li><li><input type="checkbox" disabled="" aria-label="b"/><p>b</p></li></ul>',
  ],
  ['- [y] a', '<ul><li><p>[y] a</p></li></ul>'],
  [
    '1. [x] a',
    '<ol><li><input type="checkbox" disabled="" aria-label="a" checked=""/><p>a</p></li></ol>',
  ],
  [
    '- [ ] **a**',
    '<ul><li><input type="checkbox" disabled="" aria-label="a"/><p><strong>a</strong></p></li></ul>',
  ],
  ['10. a\n11. b', '<ol start="10"><li><p>a</p></li><li><p>b</p></li></ol>'],
  ['> a', '<blockquote><p>a</p></blockquote>'],
  ['> a\n> b', '<blockquote><p>a\nb</p></blockquote>'],
  ['> a\nb', '<blockquote><p>a\nb</p></blockquote>'],
  ['> a\n\n> b', '<blockquote><p>a</p></blockquote><blockquote><p>b</p></blockquote>'],
  ['> > a', '<blockquote><blockquote><p>a</p></blockquote></blockquote>'],
  ['> - a\n> - b', '<blockquote><ul><li><p>a</p></li><li><p>b</p></li></ul></blockquote>'],
  ['> # a', '<blockquote><h3 1>a</h3></blockquote>'],
  ['> ```\n> x\n> ```', '<blockquote><pre>x</pre></blockquote>'],
  ['>a', '<blockquote><p>a</p></blockquote>'],
  ['> a\n- b', '<blockquote><p>a</p></blockquote><ul><li><p>b</p></li></ul>'],
  ['~~~\na\n~~~', '<pre>a</pre>'],
  ['    a', '<pre>a</pre>'],
  ['    a\n\n    b', '<pre>a\n\nb</pre>'],
  ['a\n    b', '<p>a\n    b</p>'],
  ['\ta', '<pre>a</pre>'],
  ['  ```\n  a\n   b\n  ```', '<pre>a\n b</pre>'],
  ['a\n```\nb\n```', '<p>a</p><pre>b</pre>'],
  [
    '|a|b|\n|-|-|\n|1|2|',
    '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>',
  ],
  ['a|b\n-|-\n1|2||', '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>'],
  ['|a|\n|-|\n|1|', '<table><tr><th>a</th></tr><tr><td>1</td></tr></table>'],
  [
    '|a|b|c|\n|:-|:-:|-:|\n|1|2|3|',
    '<table><tr><th left>a</th><th center>b</th><th right>c</th></tr><tr><td left>1</td><td center>2</td><td right>3</td></tr></table>',
  ],
  ['|a|b|\n|-|-|\n|1|', '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td></td></tr></table>'],
  [
    '|a|b|\n|-|-|\n|1|2|3|',
    '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>',
  ],
  ['|a|\n|-|\n|`b`|', '<table><tr><th>a</th></tr><tr><td><code>b</code></td></tr></table>'],
  ['|a|\n|-|\n|x \\| y|', '<table><tr><th>a</th></tr><tr><td>x | y</td></tr></table>'],
  ['|a|b|\n|-|\n|1|', '<p>|a|b|\n|-|\n|1|</p>'],
  ['a|\n|-|\n\nb', '<table><tr><th>a</th></tr></table><p>b</p>'],
  ['text\n|a|\n|-|\n|1|', '<p>text</p><table><tr><th>a</th></tr><tr><td>1</td></tr></table>'],
  ['|a|\n|-|\n|b<br>c|', '<table><tr><th>a</th></tr><tr><td>b<br/>c</td></tr></table>'],
  [
    '|a|\n|-|\n|1|\n- b|',
    '<table><tr><th>a</th></tr><tr><td>1</td></tr></table><ul><li><p>b|</p></li></ul>',
  ],
  [
    '|a|\n|-|\n|**b** [c](https://c.test/)|',
    '<table><tr><th>a</th></tr><tr><td><strong>b</strong> <a href="https://c.test/">c</a></td></tr></table>',
  ],
  ['a|b|', '<p>a|b|</p>'],
  ['a\\', '<p>a\\</p>'],
  ['a\r\nb\r\n\r\nc', '<p>a\nb</p><p>c</p>'],
  [
    'a | b\n--- | ---\n1 | 2',
    '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>',
  ],
]

describe('Markdown in blocks', () => {
  it.each(table)('%j', (source, markup) => {
    expect(simplify(markupOf(source))).toBe(markup)
  })
})
