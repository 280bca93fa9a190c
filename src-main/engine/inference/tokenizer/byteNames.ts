/** As SentencePiece names the pieces of single bytes, in which it spells unknown characters: <0x00> to <0xFF>. */
export const byteNames: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
)

/** The names of a character's UTF-8 bytes. */
export function bytesOf(character: string): string[] {
  return Array.from(Buffer.from(character), (byte) => byteNames[byte]!)
}
