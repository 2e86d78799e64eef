/** What is held under a name; names come from a server and may be anything, such as `constructor`. */
export const ownOf = <T>(
  held: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined => (held && Object.hasOwn(held, name) ? held[name] : undefined)
