import type { ModelPart, Script } from '../../src/server/index.js'

/** A model whose every word a test says by hand, turn after turn. */
export interface Pen {
  script: Script
  say: (text: string) => void
  /** Calls a function; the turn ends with `end`. */
  call: (id: string, name: string, args: string) => void
  end: (reason?: 'stop' | 'length') => void
}

export function createPen(): Pen {
  const parts: ModelPart[] = []
  let wake = () => {}
  const write = (...more: ModelPart[]) => {
    parts.push(...more)
    wake()
  }
  return {
    async *script(turn) {
      turn.signal.addEventListener('abort', () => wake(), { once: true })
      for (;;) {
        const part = parts.shift()
        if (part) yield part
        if (part?.type === 'finish') return
        turn.signal.throwIfAborted()
        if (!part) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    },
    say: (text) => write({ type: 'text', text }),
    call: (id, name, args) =>
      write({ type: 'tool-call', id, name }, { type: 'tool-arguments', id, arguments: args }),
    end: (reason = 'stop') => write({ type: 'finish', reason }),
  }
}
