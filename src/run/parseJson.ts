/** What a text says in JSON; undefined where it is none. */
export function parseJson(
  text: string,
  revive?: (name: string, inner: unknown) => unknown,
): unknown {
  try {
    return JSON.parse(text, revive)
  } catch {
    return undefined
  }
}
