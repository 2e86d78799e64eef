import type { OperationName } from '../../src/api/index.js'

/** One page each. */
export interface ReferenceResource {
  title: string
  /** Its place in the sidebar's addresses. */
  story: string
  about: string
  operations: readonly OperationName[]
  objects: readonly string[]
}

export const resources = [
  {
    title: 'Assistants',
    story: 'assistants',
    about:
      'Who answers: a model, its instructions and its tools. In the first edition files are linked to it one by one.',
    operations: [
      'createAssistant',
      'listAssistants',
      'getAssistant',
      'modifyAssistant',
      'deleteAssistant',
      'createAssistantFile',
      'listAssistantFiles',
      'getAssistantFile',
      'deleteAssistantFile',
    ],
    objects: ['Assistant', 'AssistantFile'],
  },
  {
    title: 'Threads',
    story: 'threads',
    about:
      'A conversation, which the messages and runs belong to. The protocol has no list of threads: an app keeps the ids.',
    operations: ['createThread', 'getThread', 'modifyThread', 'deleteThread'],
    objects: ['Thread'],
  },
  {
    title: 'Messages',
    story: 'messages',
    about: 'What was said in a thread, newest first unless you say otherwise.',
    operations: [
      'createMessage',
      'listMessages',
      'getMessage',
      'modifyMessage',
      'deleteMessage',
      'listMessageFiles',
      'getMessageFile',
    ],
    objects: ['Message', 'MessageFile'],
  },
  {
    title: 'Runs and steps',
    story: 'runs-and-steps',
    about:
      'An assistant at work on a thread, and the steps it takes. A chat follows runs live with ThreadProvider; these hooks are for all else.',
    operations: [
      'createRun',
      'createThreadAndRun',
      'listRuns',
      'getRun',
      'modifyRun',
      'cancelRun',
      'submitToolOutputs',
      'listRunSteps',
      'getRunStep',
    ],
    objects: ['Run', 'RunStep'],
  },
  {
    title: 'Files',
    story: 'files',
    about: 'The file store, which messages and tools point into.',
    operations: ['uploadFile', 'listFiles', 'getFile', 'deleteFile', 'getFileContent'],
    objects: ['FileObject'],
  },
] as const satisfies readonly ReferenceResource[]
