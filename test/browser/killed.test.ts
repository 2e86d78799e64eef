import { describe, expect, it } from 'vitest'
import { commands } from 'vitest/browser'
import { moments } from './killed/moments.js'
import type { Killed } from './killed/playMoments.js'

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Done by Node in a browser of its own, which no page of this one could kill. */
    playMoments: () => Promise<{ killed: Killed[]; outputs: readonly string[] }>
  }
}

describe('a page that dies', () => {
  it(
    `has lost nothing that was kept, and sent nothing twice, at ${moments.length} moments`,
    { timeout: 240_000 },
    async () => {
      const { killed, outputs } = await commands.playMoments()
      let kept = 0
      for (const one of killed) {
        expect(one, `a page that dies ${one.when}`).toMatchObject({
          fault: null,
          lost: [],
          stand: { said: [one.words], runs: ['completed'], taken: [outputs] },
        })
        kept += one.kept
      }
      expect(killed).toHaveLength(moments.length)
      console.log(
        `R11, in a browser: ${killed.length} kill points, ${kept} acknowledged writes, 0 lost, 0 sent twice`,
      )
    },
  )
})
