/** What the body of a refusal says. */
export interface RefusalFacts {
  message: string
  type: string
  param: string | null
  code: string | null
}

/** A request that is answered with no. Thrown by handlers, and made into an envelope in one place. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly facts: RefusalFacts
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    facts: Partial<Omit<RefusalFacts, 'message'>> = {},
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.status = status
    this.facts = { message, type: 'invalid_request_error', param: null, code: null, ...facts }
    this.headers = headers
  }
}

/** For what the request itself did wrong. */
export const invalid = (message: string, code: string | null = null, param: string | null = null) =>
  new Refusal(400, message, { code, param })

/** For an id that leads nowhere. */
export const notFound = (noun: string, id: string) =>
  new Refusal(404, `No ${noun} found with id '${id}'.`)
