import type { Frame } from '../../src/api/sse.js'

const bom = '\uFEFF'
const family = '👨‍👩‍👧‍👦'

/** Characters that one event of the cases may have. */
export const cap = 40

/** What comes over the wire, and what the rules make of it. */
export const cases: [string, string, (Frame | string)[]][] = [
  ['one event', 'event: a\ndata: 1\n\n', [{ event: 'a', data: '1' }]],
  [
    'two events',
    'event: a\ndata: 1\n\nevent: b\ndata: 2\n\n',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  [
    'carriage returns and line feeds',
    'event: a\r\ndata: 1\r\n\r\nevent: b\r\ndata: 2\r\n\r\n',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  [
    'carriage returns alone',
    'event: a\rdata: 1\r\revent: b\rdata: 2\r\r',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  [
    'line ends of all kinds',
    'event: a\rdata: 1\n\r\nevent: b\ndata: 2\r\n\r',
    [
      { event: 'a', data: '1' },
      { event: 'b', data: '2' },
    ],
  ],
  ['a byte order mark', `${bom}event: a\ndata: 1\n\n`, [{ event: 'a', data: '1' }]],
  ['a mark that is data', `data: ${bom}1\n\n`, [{ event: undefined, data: `${bom}1` }]],
  [
    'comments',
    ': hello\nevent: a\n:\ndata: 1\n: bye\n\n: still here\n\n',
    [{ event: 'a', data: '1' }],
  ],
  [
    'data of several lines',
    'data: {\ndata: "a": 1\ndata: }\n\n',
    [{ event: undefined, data: '{\n"a": 1\n}' }],
  ],
  [
    'data with an empty line in it',
    'data: a\ndata:\ndata: b\n\n',
    [{ event: undefined, data: 'a\n\nb' }],
  ],
  [
    'no name',
    'data: {"event":"a","data":{}}\n\n',
    [{ event: undefined, data: '{"event":"a","data":{}}' }],
  ],
  [
    'ids and pauses',
    'id: 7\nretry: 1000\nevent: a\ndata: 1\n\nretry: soon\n\n',
    [{ event: 'a', data: '1', id: '7' }],
  ],
  [
    'an id of its own event alone, and one that is empty',
    'data: 1\nid: 7\n\ndata: 2\n\nid: 8\nid:\ndata: 3\n\n',
    [
      { event: undefined, data: '1', id: '7' },
      { event: undefined, data: '2' },
      { event: undefined, data: '3' },
    ],
  ],
  ['no blank after the colon', 'event:a\ndata:1\n\n', [{ event: 'a', data: '1' }]],
  ['two blanks after the colon', 'event: a\ndata:  1\n\n', [{ event: 'a', data: ' 1' }]],
  ['colons in data', 'data: a:b: c\n\n', [{ event: undefined, data: 'a:b: c' }]],
  ['emoji', 'data: "😀 é ß 漢字"\n\n', [{ event: undefined, data: '"😀 é ß 漢字"' }]],
  ['joined emoji', `data: "${family}"\n\n`, [{ event: undefined, data: `"${family}"` }]],
  [
    'line separators of Unicode',
    'data: "a\u2028b\u2029c\u0085d"\n\n',
    [{ event: undefined, data: '"a\u2028b\u2029c\u0085d"' }],
  ],
  [
    'no blank line at the end',
    'event: a\ndata: 1\n\nevent: b\ndata: 2\n',
    [{ event: 'a', data: '1' }],
  ],
  ['no line end at the end', 'event: a\ndata: 1\n\nevent: b\ndata: 2', [{ event: 'a', data: '1' }]],
  ['half a letter at the end', 'data: 1\n\ndata: \u00e9', [{ event: undefined, data: '1' }]],
  ['a name and no data', 'event: a\n\ndata: 1\n\n', [{ event: undefined, data: '1' }]],
  [
    'data that is empty',
    'data\n\ndata:\n\nevent: a\ndata:\n\ndata\ndata\n\n',
    [
      { event: undefined, data: '' },
      { event: undefined, data: '' },
      { event: 'a', data: '' },
      { event: undefined, data: '\n' },
    ],
  ],
  ['two names', 'event: a\nevent: b\ndata: 1\n\n', [{ event: 'b', data: '1' }]],
  ['unknown fields', 'foo: bar\ndatum: x\nDATA: y\ndata: 1\n\n', [{ event: undefined, data: '1' }]],
  ['a mark in the middle', `data: 1\n\n${bom}data: 2\n\n`, [{ event: undefined, data: '1' }]],
  [
    'letters that look like a mark',
    '\u00ef\u00bb\u00bfdata: 1\n\ndata: 2\n\n',
    [{ event: undefined, data: '2' }],
  ],
  ['two marks', `${bom}${bom}data: 1\n\ndata: 2\n\n`, [{ event: undefined, data: '2' }]],
  ['a name that is taken back', 'event: a\nevent:\ndata: 1\n\n', [{ event: undefined, data: '1' }]],
  [
    'a field with a blank before its name',
    ' data: 1\ndata: 2\n\n',
    [{ event: undefined, data: '2' }],
  ],
  ['a tab after the colon', 'data:\t1\n\n', [{ event: undefined, data: '\t1' }]],
  ['blanks at the end of a line', 'event: a \ndata: 1 \n\n', [{ event: 'a ', data: '1 ' }]],
  [
    'data that begins and ends with an empty line',
    'data\ndata: a\ndata\n\n',
    [{ event: undefined, data: '\na\n' }],
  ],
  [
    'a zero byte in an id and in data',
    'id: a\u0000b\ndata: a\u0000b\n\n',
    [{ event: undefined, data: 'a\u0000b' }],
  ],
  [
    'events between carriage returns and line feeds that meet',
    'data: 1\n\r\ndata: 2\r\n\rdata: 3\r\r\n',
    [
      { event: undefined, data: '1' },
      { event: undefined, data: '2' },
      { event: undefined, data: '3' },
    ],
  ],
  [
    'names that objects have by birth',
    '__proto__: 1\nconstructor: 2\nevent: __proto__\ndata: 1\n\n',
    [{ event: '__proto__', data: '1' }],
  ],
  ['the end in words', 'event: done\ndata: [DONE]\n\n', [{ event: 'done', data: '[DONE]' }]],
  ['nothing', '', []],
  ['blank lines', '\n\n\r\n\r\n\r\r', []],
  ['HTML', '<!doctype html>\n<html>\n\n<body>\n</body>', []],
  ['JSON', '{"id":"run_1"}\n\n', []],
  [
    'an event at the cap',
    `data: ${'x'.repeat(40)}\n\n`,
    [{ event: undefined, data: 'x'.repeat(40) }],
  ],
  [
    'an event above the cap',
    `data: 1\n\ndata: ${'x'.repeat(41)}\n\ndata: 2\n\n`,
    [{ event: undefined, data: '1' }, 'too_large'],
  ],
  [
    'an event above the cap in lines',
    `data: 1\n\n${'data: xxxx\n'.repeat(9)}\ndata: 2\n\n`,
    [{ event: undefined, data: '1' }, 'too_large'],
  ],
  [
    'an event far above the cap',
    `data: 1\n\ndata: ${'x'.repeat(120)}`,
    [{ event: undefined, data: '1' }, 'too_large'],
  ],
]

/** One event, as plain text rules read it. */
type Event = Frame | 'too_large'

/**
 * The rules of the WHATWG for event and data, over a whole text: slow, plain, and written without a look at the reader
 * that is tried by it.
 */
export function readByTheRules(bytes: Uint8Array): Event[] {
  const text = new TextDecoder().decode(bytes)
  const lines = text.split(/\r\n|\r|\n/)
  // What follows the last line end is no line.
  lines.pop()
  const events: Event[] = []
  let name = ''
  let data = ''
  let id = ''
  for (const line of lines) {
    if (line === '') {
      const event = name === '' ? undefined : name
      if (data.length - 1 > cap) return [...events, 'too_large']
      if (data !== '') events.push({ event, data: data.slice(0, -1), ...(id && { id }) })
      name = ''
      id = ''
      data = ''
      continue
    }
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/su.exec(line) ?? []
    if (field === 'event') name = value
    if (field === 'data') data += `${value}\n`
    if (field === 'id' && !value.includes('\0')) id = value
  }
  return events
}
