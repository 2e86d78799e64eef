import { afterEach, expect, it } from 'vitest'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; require-trusted-types-for 'script'; trusted-types 'none'"
const script = new URL('./markdownPage.tsx', import.meta.url).href

afterEach(() => document.querySelector('iframe')?.remove())

interface Told {
  shown?: number
  live?: string[]
  asked?: string[]
  failed?: string
}

it(
  'asks nobody for anything and breaks no rule of a strict page, whatever it is made to read',
  { timeout: 120_000 },
  async () => {
    const violations: string[] = []
    const frame = document.createElement('iframe')
    frame.srcdoc = `<!doctype html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="${policy}"></head>
      <body><script type="module" src="${script}"></script></body></html>`
    const told = new Promise<Told>((resolve) => {
      addEventListener('message', ({ source, data }: MessageEvent<Told>) => {
        if (source === frame.contentWindow) resolve(data)
      })
    })
    document.body.append(frame)
    const look = () => {
      const page = frame.contentDocument
      if (!page?.querySelector('meta')) {
        requestAnimationFrame(look)
        return
      }
      page.addEventListener('securitypolicyviolation', (event) => {
        violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
      })
    }
    look()
    const { shown, ...rest } = await told
    expect(rest).toEqual({ live: [], asked: [] })
    expect(shown).toBeGreaterThan(15_000)
    expect(violations).toEqual([])
  },
)
