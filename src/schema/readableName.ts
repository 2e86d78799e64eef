/** A property's name as words: `firstName` and `first_name` as "First name", `userID` as "User ID". */
export function readableName(name: string): string {
  const words = name
    .replaceAll(/[_\-.\s]+/gu, ' ')
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .trim()
    .split(' ')
    .map((word) => (/^\p{Lu}\p{Ll}/u.test(word) ? word.toLowerCase() : word))
    .join(' ')
  const [first = ''] = words
  return first.toUpperCase() + words.slice(first.length)
}
