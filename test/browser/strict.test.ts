import { afterEach, describe, expect, it } from 'vitest'
import { states } from './states.js'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; require-trusted-types-for 'script'; trusted-types 'none'"

const stylesheet = new URL('../../src/styles/index.css', import.meta.url).href
const script = new URL('./strictPage.tsx', import.meta.url).href

afterEach(() => document.querySelector('iframe')?.remove())

/** Opens a page under the policy, and writes down all that goes against it. */
async function openStrict(body: string) {
  const violations: string[] = []
  const frame = document.createElement('iframe')
  frame.srcdoc = `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${stylesheet}"></head><body>${body}</body></html>`
  document.body.append(frame)
  const watched = new Promise<Document>((resolve) => {
    // The first document of a frame is an empty one: the one that is meant takes its place.
    const look = () => {
      const page = frame.contentDocument
      if (!page?.querySelector('meta')) {
        requestAnimationFrame(look)
        return
      }
      page.addEventListener('securitypolicyviolation', (event) => {
        violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
      })
      resolve(page)
    }
    look()
  })
  return { page: await watched, violations }
}

describe('a page that allows next to nothing', () => {
  it('notices what goes against its policy', async () => {
    const { page, violations } = await openStrict('<p>Hello</p>')
    page.querySelector('p')?.setAttribute('style', 'color: red')
    await expect.poll(() => violations.length).toBeGreaterThan(0)
  })

  it(
    'has nothing to say against a chat in any of its states (scenario 39)',
    { timeout: 60_000 },
    async () => {
      const told = new Promise<unknown>((resolve) => {
        addEventListener('message', ({ source, data }) => {
          if (source === document.querySelector('iframe')?.contentWindow) resolve(data)
        })
      })
      const { violations } = await openStrict(`<script type="module" src="${script}"></script>`)
      expect(await told).toEqual({ reached: [...Object.keys(states), 'with a long thread'] })
      expect(violations).toEqual([])
    },
  )
})
