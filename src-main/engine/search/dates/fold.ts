/** A text of the same length in which case, accents, wide digits and the kind of apostrophe make no difference. */
export const fold = (text: string): string => text.replace(/[^ -~]|[A-Z]/g, foldCharacter)

function foldCharacter(character: string): string {
  if (character === '’') return "'"
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '')
  // marks of other scripts than ours are no accents: が is not か
  return /^[!-~]$/.test(bare) ? bare.toLowerCase() : character
}
