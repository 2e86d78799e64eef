import type { Meta, StoryObj } from '@storybook/react-vite'
import { asks } from '../support/asking.js'
import { renderForm } from '../support/renders.js'

const meta = { title: 'Forms/Fields', render: renderForm } satisfies Meta

export default meta

const text = { type: 'string' }
const object = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
})

/** Lines, long texts, and texts of a certain kind, each with the control that a device has for it. */
export const Texts: StoryObj = asks(
  object(
    {
      name: { ...text, title: 'Name', description: 'As it stands on the card', maxLength: 40 },
      reason: { ...text, title: 'Reason', maxLength: 500, examples: ['A fair', 'A visit'] },
      email: { ...text, title: 'E-mail', format: 'email' },
      website: { ...text, title: 'Website', format: 'uri' },
      day: { ...text, title: 'Day', format: 'date' },
      time: { ...text, title: 'Time', format: 'time' },
      meeting: { ...text, title: 'Meeting', format: 'date-time' },
      code: { ...text, title: 'Code', pattern: '^[A-Z]{2}\\d{4}$', examples: ['AB1234'] },
    },
    ['name', 'email', 'day'],
  ),
)

/** Whole and other numbers, with bounds. */
export const Numbers: StoryObj = asks(
  object(
    {
      days: { type: 'integer', title: 'Days', minimum: 1, maximum: 14, default: 3 },
      budget: { type: 'number', title: 'Budget', description: 'In euros', minimum: 0 },
      step: { type: 'number', title: 'In steps of a quarter', multipleOf: 0.25 },
    },
    ['days', 'budget'],
  ),
)

/** Yes or no, one of a few, one of many, several, and what can only be one thing. */
export const Choices: StoryObj = asks(
  object(
    {
      insured: { type: 'boolean', title: 'With insurance' },
      seat: { enum: ['Aisle', 'Middle', 'Window'], title: 'Seat' },
      meal: {
        title: 'Meal',
        oneOf: [
          { const: 'v', title: 'Vegetarian', description: 'Also without milk' },
          { const: 'm', title: 'With meat' },
          { type: 'null', title: 'None' },
        ],
      },
      country: {
        title: 'Country',
        enum: ['Austria', 'Belgium', 'Denmark', 'Finland', 'France', 'Italy', 'Norway', 'Portugal'],
      },
      extras: {
        type: 'array',
        title: 'Extras',
        uniqueItems: true,
        items: { enum: ['Luggage', 'Lounge', 'Bicycle'] },
      },
      terms: { const: 'accepted', title: 'Terms' },
      newsletter: { const: true, title: 'Newsletter' },
    },
    ['insured', 'seat', 'terms'],
  ),
)

/** Objects in objects, of which some need not be there. */
export const Groups: StoryObj = asks(
  object(
    {
      traveller: {
        ...object(
          { first: { ...text, title: 'First name' }, last: { ...text, title: 'Last name' } },
          ['first', 'last'],
        ),
        title: 'Traveller',
      },
      address: {
        ...object({ street: { ...text, title: 'Street' }, town: { ...text, title: 'Town' } }, [
          'town',
        ]),
        title: 'Address for the bill',
        description: 'Where it is another one',
      },
    },
    ['traveller'],
  ),
)

/** Lists that grow, shrink, and are put in another order; of texts, and of groups. */
export const Lists: StoryObj = asks(
  object(
    {
      stops: {
        type: 'array',
        title: 'Stops',
        items: text,
        minItems: 2,
        default: ['Lisbon', 'Porto'],
      },
      passengers: {
        type: 'array',
        title: 'Passengers',
        minItems: 1,
        items: object(
          { name: { ...text, title: 'Name' }, age: { type: 'integer', title: 'Age', minimum: 0 } },
          ['name'],
        ),
      },
    },
    ['stops', 'passengers'],
  ),
)

const card = {
  title: 'Card',
  ...object(
    { kind: { const: 'card' }, number: { ...text, title: 'Number', pattern: '^\\d{16}$' } },
    ['kind', 'number'],
  ),
}
const transfer = {
  title: 'Bank transfer',
  description: 'Takes two days',
  ...object({ kind: { const: 'transfer' }, iban: { ...text, title: 'Account' } }, ['kind', 'iban']),
}

/** One of several forms; what was written in another one comes back with it. */
export const Alternatives: StoryObj = asks({
  ...object(
    {
      payment: {
        title: 'Payment',
        oneOf: [
          { $ref: '#/$defs/card' },
          { $ref: '#/$defs/transfer' },
          { title: 'Cash', ...object({ kind: { const: 'cash' } }, ['kind']) },
        ],
      },
      reference: { title: 'Reference', type: ['integer', 'string'] },
    },
    ['payment'],
  ),
  $defs: { card, transfer },
})

/** What cannot be drawn is written as JSON, by itself; what is not checked is said. */
export const Fallbacks: StoryObj = asks(
  object(
    {
      note: { ...text, title: 'Note' },
      labels: {
        type: 'object',
        title: 'Labels',
        additionalProperties: text,
        examples: [{ team: 'north' }],
      },
      code: { ...text, title: 'Code', pattern: '^(a+)+$' },
      elsewhere: { title: 'Kept elsewhere', $ref: 'https://example.com/schema' },
    },
    ['note'],
  ),
)
