import type { Fetch } from '../../../src/api/index.js'
import { pipeBody } from './pipeBody.js'
import { stir } from './settle.js'

/** What goes between a page and the world: cut, silent, or held while the page stands still. */
export interface Line {
  fetch: Fetch
  /** From now on nothing goes through. `break`: what is open breaks at once; `hang`: it falls silent for good. */
  cut: (how: 'break' | 'hang') => void
  join: () => void
  /** Answers arrive, and the page does not see them until it is let go. */
  hold: () => void
  letGo: () => void
  /** Resolves when the page is let go; null while it is not held. */
  readonly held: Promise<void> | null
  /** Requests and streams that the page has open. */
  readonly open: number
}

const broken = () => new TypeError('fetch failed')
const never = new Promise<never>(() => {})

export function createLine(fetch: Fetch): Line {
  let isCut = false
  let held: Promise<void> | null = null
  let release = () => {}
  const open = new Set<{ drop: (how: 'break' | 'hang') => void }>()

  const track = () => {
    let drop: (how: 'break' | 'hang') => void = () => {}
    const dropped = new Promise<never>((_resolve, reject) => {
      drop = (how) => {
        if (how === 'break') reject(broken())
        else hangs = true
      }
    })
    // Nobody may be listening when it breaks.
    dropped.catch(() => {})
    let hangs = false
    const entry = { drop }
    open.add(entry)
    return {
      end: () => void open.delete(entry),
      /** What comes over the wire, if it still does. */
      through: async <T>(work: Promise<T>): Promise<T> => {
        const come = await Promise.race([work, dropped])
        if (held) await held
        stir()
        return hangs ? never : come
      },
    }
  }

  const send: Fetch = async (request) => {
    stir()
    request.signal.throwIfAborted()
    if (isCut) throw broken()
    const call = track()
    const onAbort = () => call.end()
    request.signal.addEventListener('abort', onAbort, { once: true })
    try {
      const response = await call.through(fetch(request))
      if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
        call.end()
        return response
      }
      return pipeBody(response, (chunk) => [chunk], { through: call.through, onClose: call.end })
    } catch (error) {
      call.end()
      throw error
    }
  }

  return {
    fetch: send,
    cut(how) {
      isCut = true
      for (const { drop } of Array.from(open)) drop(how)
    },
    join: () => {
      isCut = false
    },
    hold() {
      held ??= new Promise((resolve) => {
        release = resolve
      })
    },
    letGo() {
      held = null
      release()
    },
    get held() {
      return held
    },
    get open() {
      return open.size
    },
  }
}
