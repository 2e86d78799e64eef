// @ts-check
import process from 'node:process'

/**
 * @typedef {import('vitest/node').TestModule} TestModule
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @returns {Counts} */
const none = () => ({ passed: 0, failed: 0, skipped: 0 })

/**
 * A file that does not load, or a hook that throws outside its tests, is a failure that no test stands for.
 * @param {TestModule} testModule
 * @returns {Counts}
 */
function countModule(testModule) {
  const counts = none()
  for (const test of testModule.children.allTests()) {
    const { state } = test.result()
    counts[state === 'pending' ? 'failed' : state] += 1
  }
  for (const group of [testModule, ...testModule.children.allSuites()])
    if (group.errors().length > 0) counts.failed += 1
  return counts
}

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/**
 * @param {Counts} counts
 * @returns {string}
 */
const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

/** Ends a run with the counts of each project, and the sum alone on the last line. */
export default class ClosingLine {
  /** @type {Map<string, { first: number, last: number }>} */
  spans = new Map()
  /** @type {string[]} */
  lines = []
  total = none()
  ended = false
  /** @type {string[]} */
  order = []

  /** @param {import('vitest/node').Vitest} vitest */
  onInit(vitest) {
    this.order = vitest.projects.map(({ name }) => name)
    // Only at the exit is it the last line, and known whether closing down failed as well.
    if (!vitest.config.watch) process.once('exit', (code) => this.close(code))
  }

  onTestRunStart() {
    this.spans.clear()
  }

  /** @param {TestModule} testModule */
  onTestModuleQueued({ project: { name } }) {
    const now = performance.now()
    if (!this.spans.has(name)) this.spans.set(name, { first: now, last: now })
  }

  /** @param {TestModule} testModule */
  onTestModuleEnd({ project: { name } }) {
    const span = this.spans.get(name)
    if (span) span.last = performance.now()
  }

  /**
   * @param {ReadonlyArray<TestModule>} testModules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(testModules, unhandledErrors) {
    /** @type {Map<string, Counts>} */
    const projects = new Map()
    this.total = none()
    for (const testModule of testModules) {
      const { name } = testModule.project
      const counts = countModule(testModule)
      projects.set(name, add(projects.get(name) ?? none(), counts))
      this.total = add(this.total, counts)
    }
    const inOrder = [...projects].toSorted(
      ([a], [b]) => this.order.indexOf(a) - this.order.indexOf(b),
    )
    this.lines = inOrder.map(([name, counts]) => {
      const { first, last } = this.spans.get(name) ?? { first: 0, last: 0 }
      const project = name.replace(/ \(.*\)$/, '').padEnd(9)
      return `  ${project} ${inWords(counts)}  ${((last - first) / 1000).toFixed(1)} s`
    })
    this.failOutside(unhandledErrors.length)
    this.ended = true
  }

  /** @param {number} count */
  failOutside(count) {
    this.total.failed += count
    if (count > 0) this.lines.push(`  outside of any test: ${count} failed`)
    if (this.total.failed > 0) process.exitCode = 1
  }

  /** @param {number} code */
  close(code) {
    if (code !== 0 && this.total.failed === 0) this.failOutside(1)
    if (this.ended || code !== 0)
      process.stdout.write(`\n${this.lines.join('\n')}\n\n${inWords(this.total)}\n`)
  }
}
