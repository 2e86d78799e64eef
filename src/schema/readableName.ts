/** A property's name as words: `firstName` and `first_name` as "First name", `userID` as "User ID". */
export function readableName(name: string): string {
  const words = name
    .replaceAll(/(?:\p{Ll}|\d)(?=\p{Lu})|\p{Lu}(?=\p{Lu}\p{Ll})/gu, '$& ')
    .replaceAll(/[_\-.\s]+/gu, ' ')
    .replaceAll(/\p{Lu}\p{Ll}+/gu, (word) => word.toLowerCase())
    .trim()
  const [first = ''] = words
  return first.toUpperCase() + words.slice(first.length)
}
