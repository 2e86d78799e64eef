import { defineTool, forms, type ToolSet } from '../../src/index.js'
import { travel } from '../support/createStage.js'
import { SeatMap } from './SeatMap.js'

const text = { type: 'string' } as const

const itinerary = {
  type: 'object',
  properties: {
    purpose: { title: 'What is it for?', enum: ['Work', 'Family', 'Just because'] },
    start: { ...text, title: 'First day', format: 'date' },
    nights: { type: 'integer', title: 'Nights', minimum: 1, maximum: 30, default: 2 },
    travellers: {
      type: 'array',
      title: 'Travellers',
      minItems: 1,
      maxItems: 6,
      items: {
        type: 'object',
        properties: {
          name: { ...text, title: 'Name', minLength: 1 },
          age: { type: 'integer', title: 'Age', minimum: 0, maximum: 120 },
        },
        required: ['name'],
      },
    },
    getting_there: {
      title: 'Getting there',
      oneOf: [
        {
          title: 'By train',
          type: 'object',
          properties: {
            kind: { const: 'train' },
            coach: { title: 'Class', enum: ['First', 'Second'] },
          },
          required: ['kind', 'coach'],
        },
        {
          title: 'By plane',
          type: 'object',
          properties: {
            kind: { const: 'plane' },
            from: { ...text, title: 'From which airport?', examples: ['LIS', 'OSL'] },
            luggage: { type: 'boolean', title: 'With luggage' },
          },
          required: ['kind', 'from'],
        },
        {
          title: 'By myself',
          type: 'object',
          properties: { kind: { const: 'own' } },
          required: ['kind'],
        },
      ],
    },
    extras: {
      type: 'array',
      title: 'Extras',
      uniqueItems: true,
      items: { enum: ['Breakfast', 'Bicycle', 'Late check-out'] },
    },
    note: { ...text, title: 'Anything else?', maxLength: 400 },
  },
  required: ['purpose', 'start', 'nights', 'travellers', 'getting_there'],
} as const

const refund = {
  type: 'object',
  properties: {
    order: { ...text, title: 'Order', default: 'A-1042' },
    amount: { type: 'number', title: 'Amount', minimum: 0, maximum: 500, default: 59.9 },
    items: {
      type: 'array',
      title: 'Items',
      items: {
        type: 'object',
        properties: {
          item: { ...text, title: 'Item' },
          count: { type: 'integer', title: 'How many', minimum: 1 },
        },
        required: ['item', 'count'],
      },
      default: [
        { item: 'Desk lamp', count: 2 },
        { item: 'Light bulb', count: 4 },
      ],
    },
  },
  required: ['order', 'amount', 'items'],
} as const

/** What the playground's assistants can ask a person for, in every way that there is. */
export const playgroundTools: ToolSet = {
  ...travel,
  plan_itinerary: defineTool({
    label: 'Itinerary',
    description: 'Asks everything that is needed for an itinerary.',
    parameters: { type: 'object', properties: { city: text }, required: ['city'] },
    output: itinerary,
  }),
  refund_order: defineTool({
    label: 'Refund',
    description: 'Pays an order back, once somebody has approved it.',
    parameters: refund,
    output: (args) => forms.editedArguments(refund, args, { arguments: 'What is paid back' }),
  }),
  choose_flight: defineTool({
    label: 'Flight',
    description: 'Asks which of some flights it shall be.',
    parameters: { type: 'object', properties: { city: text }, required: ['city'] },
    output: ({ city }) =>
      forms.choice(
        [
          { value: 'TP 561', title: '07:10 – 09:25', description: 'TAP, 129 €' },
          { value: 'LH 1166', title: '10:40 – 13:05', description: 'Lufthansa, 184 €' },
          { value: 'FR 1144', title: '18:20 – 20:30', description: 'Ryanair, 61 €' },
        ],
        { title: `Which flight to ${city}?`, other: 'Another one' },
      ),
  }),
  interview_user: defineTool({
    label: 'Before I begin',
    description: 'Asks a few questions.',
    output: forms.questions([
      { name: 'goal', question: 'What would you like to reach?' },
      {
        name: 'style',
        question: 'How shall I write?',
        answer: forms.choice(['Briefly', 'In detail', 'Like a friend']),
      },
      {
        name: 'due',
        question: 'Until when?',
        answer: { type: 'string', format: 'date' },
        isOptional: true,
      },
    ]),
  }),
  pick_seat: defineTool({
    label: 'Seat',
    description: 'Asks for a seat, on a map of the cabin.',
    output: { type: 'string', pattern: '^[0-9][A-D]$' },
    render: ({ draft, setOutput, isOpen }) => (
      <SeatMap seat={draft} onPick={setOutput} isOpen={isOpen} />
    ),
  }),
}
