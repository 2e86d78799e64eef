import type { FunctionTool } from '../api/index.js'
import { toJsonSchema } from '../schema/index.js'
import { ToolNameError } from './toolErrors.js'
import type { ToolSet } from './tools.js'

/** What servers take as the name of a function. */
const validName = /^[\w-]{1,64}$/

/**
 * The `tools` of an assistant or a run, so that name and schema are written once.
 *
 * @throws ToolNameError when a name is none that a server takes
 * @throws TypeError when the schema of a tool's arguments cannot tell its JSON Schema
 */
export function toolDefinitions(tools: ToolSet): FunctionTool[] {
  return Object.entries(tools).map(([name, { description, parameters, strict }]) => {
    if (!validName.test(name)) throw new ToolNameError(name)
    return {
      type: 'function',
      function: {
        name,
        ...(description !== undefined && { description }),
        ...(parameters && { parameters: toJsonSchema(parameters) }),
        ...(strict !== undefined && { strict }),
      },
    }
  })
}
