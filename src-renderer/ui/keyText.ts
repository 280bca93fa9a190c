const words: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'Page up',
  PageDown: 'Page down',
}

/** A key as it is printed: "Ctrl+Shift+z" is "Ctrl Shift Z", "ArrowLeft" is "←". */
export function keyText(key: string): string {
  // the plus of "Ctrl++" is a key itself
  const parts = key.split(/\+(?!$)/)
  return parts.map((part) => words[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ')
}
