/**
 * Lower case, one code point at a time, as the models' training did. The whole string at once would apply the rule of
 * the Greek final sigma, which gives other tokens.
 */
export function lowerCase(text: string): string {
  return Array.from(text, (character) => character.toLowerCase()).join('')
}
