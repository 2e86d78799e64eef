import { afterEach } from 'vitest'

const heard: string[] = []
const print = console.error.bind(console)

console.error = (...said: unknown[]) => {
  heard.push(said.map(String).join(' '))
  print(...said)
}

afterEach(() => {
  const errors = heard.splice(0)
  if (errors.length > 0)
    throw new Error(
      `console.error was called: ${errors.join('\n')}\nA test that expects it spies on it: vi.spyOn(console, 'error').mockImplementation(() => {})`,
    )
})
