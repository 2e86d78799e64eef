const text = { type: 'string' }

/** A schema in which every kind of field is asked for, under names that are long. */
export const everyField = {
  type: 'object',
  title: 'Everything',
  description: 'Each kind of field once.',
  properties: {
    line: { ...text, title: 'A line', description: 'With help', examples: ['Like this'] },
    paragraph: { ...text, title: 'A paragraph', maxLength: 400 },
    email: { ...text, format: 'email' },
    address: { ...text, format: 'uri' },
    day: { ...text, format: 'date' },
    time: { ...text, format: 'time' },
    moment: { ...text, format: 'date-time' },
    whole: { type: 'integer', minimum: 1, maximum: 9 },
    number: { type: 'number' },
    agreed: { type: 'boolean', title: 'Agreed' },
    size: { enum: ['Small', 'Medium', 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'] },
    country: { enum: Array.from({ length: 12 }, (_, at) => `Country ${at}`) },
    extras: { type: 'array', uniqueItems: true, items: { enum: ['One', 'Two', 'Three'] } },
    fixed: { const: 'as it is' },
    group: { type: 'object', properties: { inside: text }, required: ['inside'] },
    spare: { type: 'object', properties: { inside: text } },
    names: { type: 'array', items: text, minItems: 2 },
    people: {
      type: 'array',
      minItems: 1,
      items: { type: 'object', properties: { name: text }, required: ['name'] },
    },
    payment: {
      oneOf: [
        { title: 'Card', type: 'object', properties: { card: text }, required: ['card'] },
        { title: 'Cash', type: 'object', properties: { cash: text }, required: ['cash'] },
      ],
    },
    anything: { title: 'Anything', pattern: '^(a+)+$', type: ['object', 'array'] },
  },
  required: ['line', 'whole', 'agreed', 'size', 'group', 'names', 'people', 'payment', 'fixed'],
}
