import { defineTool, type ToolSet } from '../../../src/index.js'

/** One that is answered in a line, and one that is answered in a form. */
export const tools: ToolSet = {
  get_weather: defineTool({
    label: 'Weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  }),
  get_trip: defineTool({
    label: 'Trip',
    output: {
      type: 'object',
      properties: {
        name: { type: 'string', title: 'Name' },
        days: { type: 'integer', title: 'Days' },
      },
      required: ['name', 'days'],
    },
  }),
}
