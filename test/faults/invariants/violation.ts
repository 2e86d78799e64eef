/** The promises that hold under faults, by their numbers in the reliability page. */
export type Invariant =
  | 'I1'
  | 'I2'
  | 'I3'
  | 'I4'
  | 'I5'
  | 'I6'
  | 'I7'
  | 'I8'
  | 'I9'
  | 'R6'
  | 'R11'
  | 'S8'

/** One promise that was not kept. */
export class Violation extends Error {
  override readonly name = 'Violation'
  readonly invariant: Invariant

  constructor(invariant: Invariant, what: string) {
    super(`${invariant}: ${what}`)
    this.invariant = invariant
  }
}

export function hold(invariant: Invariant, isKept: boolean, what: () => string): void {
  if (!isKept) throw new Violation(invariant, what())
}
