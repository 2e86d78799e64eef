import { type Bend, bendEvents, bendFrames, type BentEvent } from '../bendServer.js'

const done = 'event: done\ndata: [DONE]'

/** Events that are never sent, by name or by the end of their names. */
export const dropEvents = (...names: readonly string[]): Bend =>
  bendEvents(() => (event) => (names.some((name) => event.event.endsWith(name)) ? [] : [event]))

/** No event line: the name stands beside the data. */
export const bareEvents = (): Bend =>
  bendFrames(() => (frame) => {
    const [, event, data, id = ''] = /^event: (\S+)\ndata: (.*)(\nid: .*)?$/.exec(frame) ?? []
    if (event === undefined) return [frame]
    if (event === 'done') return ['data: [DONE]']
    return [`data: {"event":"${event}","data":${data}}${id}`]
  })

/** The body just ends. */
export const withoutDone = (): Bend => bendFrames(() => (frame) => (frame === done ? [] : [frame]))

/** The end is told twice. */
export const doneTwice = (): Bend =>
  bendFrames(() => (frame) => (frame === done ? [frame, frame] : [frame]))

/** Every event comes twice; deltas do not, since nothing would tell them from new ones. */
export const eventsTwice = (): Bend =>
  bendEvents(() => (event) => (event.event.endsWith('.delta') ? [event] : [event, event]))

/** Names that the protocol does not know, with data of all kinds; the last one is no JSON at all. */
export const unknownEvents = (): Bend =>
  bendFrames(() => (frame) => [
    frame,
    'event: thread.run.meditating\ndata: {"id":"run_x","status":"meditating"}',
    'event: thread.message.translated\ndata: ["what"]',
    'event: ping\ndata: pong',
    'event: ping\ndata:',
  ])

/** A late word: what a message said last comes once more after everything else. */
export const lateDeltas = (): Bend =>
  bendEvents(() => {
    let last: BentEvent[] = []
    return (event) => {
      if (event.event.endsWith('.delta')) last = [...last, event].slice(-3)
      const isEnd = /^thread\.run\.(completed|cancelled|failed|incomplete|expired)$/.test(
        event.event,
      )
      return isEnd ? [event, ...last] : [event]
    }
  })
