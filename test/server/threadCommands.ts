import * as fc from 'fast-check'
import { act, crash, hasRun, isAlive, lastRun } from './acts.js'
import { accepted, compareAll, refused } from './compareServer.js'

const createThread = act(
  'create thread',
  {},
  {
    play: async ({ model, real }, { edition }) => {
      if (model.threads.filter(({ gone }) => !gone).length > 2) return
      const { body } = await real.ask(edition, 'POST', '/threads')
      real.threads.push(body.id ?? '')
      model.createThread()
    },
  },
)

const createMessage = act(
  'create message',
  {},
  {
    can: isAlive,
    play: async ({ model, real, thread, id, path }, { edition }) => {
      const body = { role: 'user', content: 'Hi' }
      const answer = await real.ask(edition, 'POST', `${path}/messages`, body)
      if (model.active(thread)) {
        refused(
          answer,
          400,
          new RegExp(`^Can't add messages to ${id} while a run run_\\w+ is active\\.$`),
        )
      } else {
        accepted(answer)
        model.createMessage(thread, 'Hi')
      }
    },
  },
)

const deleteMessage = act<{ pick: number }>(
  'delete message',
  { pick: fc.nat(5) },
  {
    can: ({ thread }) => !thread.gone && thread.messages.some(({ deleted }) => !deleted),
    play: async ({ real, thread, path }, { pick }) => {
      const left = thread.messages.filter(({ deleted }) => !deleted)
      const at = pick % left.length
      const { body } = await real.ask('v2', 'GET', `${path}/messages?order=asc&limit=100`)
      const url = `${path}/messages/${body.data?.[at]?.id}`
      refused(await real.ask('v1', 'DELETE', url), 404, /is not part of assistants=v1/)
      accepted(await real.ask('v2', 'DELETE', url))
      refused(await real.ask('v2', 'DELETE', url), 404, /^No message found/)
      const message = left[at]
      if (message) message.deleted = true
    },
  },
)

const deleteThread = act(
  'delete thread',
  {},
  {
    play: async ({ model, real, thread, id, path }, { edition }) => {
      const answer = await real.ask(edition, 'DELETE', path)
      if (thread.gone) refused(answer, 404, `No thread found with id '${id}'.`)
      else {
        accepted(answer)
        model.deleteThread(thread)
      }
    },
  },
)

const modify = act<{ k: string }>(
  'modify',
  { k: fc.constantFrom('', 'a', 'b') },
  {
    can: hasRun,
    play: async (at, drawn) => {
      const metadata = drawn.k === '' ? {} : { k: drawn.k }
      const url = `${at.path}/runs/${await lastRun(at, drawn)}`
      accepted(await at.real.ask(drawn.edition, 'POST', url, { metadata }))
      if (at.run) at.run.metadata = drawn.k
    },
  },
)

const pass = act<{ seconds: number }>(
  'pass',
  { seconds: fc.constantFrom(1, 200, 601) },
  {
    play: async ({ model, real }, { seconds }) => {
      await real.clock.advance(seconds * 1000)
      model.pass(seconds)
    },
  },
)

const crashNow = act('crash', {}, { play: ({ model, real }) => crash(model, real) })

const list = act('list', {}, { play: ({ model, real }, drawn) => compareAll(model, real, drawn) })

/** What can be done around runs. */
export const threadCommands = [
  createThread,
  createMessage,
  deleteMessage,
  deleteThread,
  modify,
  pass,
  crashNow,
  list,
]
