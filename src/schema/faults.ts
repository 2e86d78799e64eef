/** Where in a value: the names and places that lead there. */
export type ValuePath = readonly (string | number)[]

/** What is wrong at one place of a value: no words, so that each language can bring its own. */
export interface Fault {
  /** Where it can be mended; a member that is missing is named, too. */
  path: ValuePath
  /**
   * The keyword of JSON Schema that is not met, or one of ours:
   * - `not-a-number`, `ambiguous-number`, `inexact-number`, `no-option`, `not-json`: what was typed cannot be read;
   * - `unsafe-name`: a name that reaches for prototypes;
   * - `unexpected`: nothing may stand here;
   * - `issue`: what a Standard Schema says, in its own words in `facts.message`; `broken` when it threw `facts.error`;
   * - `unchecked`: the value is too large to be checked, so nothing is known to be wrong.
   */
  keyword: string
  /** `because`: the member that asks for a missing one; `matches`: how many of `oneOf` fit. */
  facts: Readonly<Record<string, unknown>>
}
