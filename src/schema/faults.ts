/** Where in a value: the names and places that lead there. */
export type ValuePath = readonly (string | number)[]

/** What is wrong at one place of a value: no words, so that each language can bring its own. */
export interface Fault {
  /** Where it can be mended; a member that is missing is named, too. */
  path: ValuePath
  /**
   * The keyword of JSON Schema that is not met, or one of ours: `not-a-number`, `ambiguous-number`, `inexact-number`,
   * `not-json`, `unsafe-name`, `no-option`; `issue` for what a Standard Schema says, in its own words in `facts.message`;
   * `unchecked` when the value is too large to be checked, in which case nothing is known to be wrong.
   */
  keyword: string
  /** What a message would want to say: the limit, the length, what is allowed. */
  facts: Readonly<Record<string, unknown>>
}
