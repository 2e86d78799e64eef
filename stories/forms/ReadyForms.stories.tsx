import type { Meta, StoryObj } from '@storybook/react-vite'
import { forms } from '../../src/index.js'
import { withAsk } from '../support/asking.js'
import { renderForm } from '../support/renders.js'

const meta = { title: 'Forms/Ready-made', render: renderForm } satisfies Meta

export default meta

const refund = {
  type: 'object',
  properties: {
    order: { type: 'string', title: 'Order' },
    amount: { type: 'number', title: 'Amount', minimum: 0 },
    lines: {
      type: 'array',
      title: 'Lines',
      items: {
        type: 'object',
        properties: { item: { type: 'string' }, count: { type: 'integer', minimum: 1 } },
        required: ['item', 'count'],
      },
    },
  },
  required: ['order', 'amount'],
}
const order = { order: 'A-1042', amount: 59.9, lines: [{ item: 'Lamp', count: 2 }] }

/** Approve, or reject with a reason. */
export const Approve: StoryObj = {
  loaders: [withAsk({ label: 'Refund', parameters: refund, output: forms.approval() }, order)],
}

/** Change what the assistant asks with, then approve it. */
export const EditAndApprove: StoryObj = {
  loaders: [
    withAsk(
      {
        label: 'Refund',
        parameters: refund,
        output: (args) => forms.editedArguments(refund, args, { arguments: 'Refund' }),
      },
      order,
    ),
  ],
}

const flights = [
  { value: 'TP 561', title: '07:10 – 09:25', description: 'TAP, 129 €' },
  { value: 'LH 1166', title: '10:40 – 13:05', description: 'Lufthansa, 184 €' },
  { value: 'FR 1144', title: '18:20 – 20:30', description: 'Ryanair, 61 €' },
]

/** Choose one of several, or say something else. */
export const Choose: StoryObj = {
  loaders: [
    withAsk({
      label: 'Flight',
      output: forms.choice(flights, { title: 'Which flight?', other: 'Another one' }),
    }),
  ],
}

/** Choose some of several. */
export const ChooseSeveral: StoryObj = {
  loaders: [
    withAsk({
      label: 'Newsletter',
      output: forms.choice(['Travel', 'Food', 'Music', 'Science'], {
        title: 'What are you interested in?',
        several: true,
      }),
    }),
  ],
}

/** Say it in your own words. */
export const Answer: StoryObj = {
  loaders: [withAsk({ label: 'Reply', output: forms.text({ title: 'What shall I write back?' }) })],
}

/** A set of questions, answered together. */
export const Questions: StoryObj = {
  loaders: [
    withAsk({
      label: 'Before I begin',
      output: forms.questions([
        { name: 'goal', question: 'What should the report show?' },
        {
          name: 'audience',
          question: 'Who reads it?',
          answer: forms.choice(['Colleagues', 'Customers', 'Everybody']),
        },
        {
          name: 'pages',
          question: 'How long may it be?',
          help: 'In pages',
          answer: { type: 'integer', minimum: 1 },
        },
        {
          name: 'due',
          question: 'Until when?',
          answer: { type: 'string', format: 'date' },
          isOptional: true,
        },
      ]),
    }),
  ],
}
