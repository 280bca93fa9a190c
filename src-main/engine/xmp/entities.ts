/*
 * Character references. Only the five names that XML itself defines exist here, since a DTD is refused.
 */

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** What XML 1.0 cannot hold, not even as a reference: control characters and halves of surrogate pairs. */
export const FORBIDDEN_CHARACTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Text with its references resolved; null if one of them is unknown or broken. */
export function decodeReferences(raw: string): string | null {
  if (!raw.includes('&')) return raw
  let broken = false
  const decoded = raw.replace(/&([^;&]{0,12};)?/g, (_, reference: string | undefined) => {
    const character = reference === undefined ? null : resolve(reference.slice(0, -1))
    broken ||= character === null
    return character ?? ''
  })
  return broken ? null : decoded
}

/** A value as element text. ">" too, so that "]]>" cannot arise. */
export function escapeText(value: string): string {
  return value.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;' })[character] ?? '&gt;')
}

function resolve(name: string): string | null {
  const digits = /^#(?:(\d+)|x([0-9a-fA-F]+))$/.exec(name)
  if (!digits) return Object.hasOwn(NAMED, name) ? NAMED[name]! : null
  const code = digits[1] === undefined ? parseInt(digits[2]!, 16) : parseInt(digits[1], 10)
  if (code > 0x10ffff) return null
  const character = String.fromCodePoint(code)
  return FORBIDDEN_CHARACTER.test(character) ? null : character
}
