import { say } from '../words/say.svelte.ts'

const words = (): Record<string, string> => ({
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Enter: say('Enter'),
  Escape: 'Esc',
  PageUp: say('Page up'),
  PageDown: say('Page down'),
  Space: say('Space'),
  Ctrl: say('Ctrl'),
  Shift: say('Shift'),
  Delete: say('Delete'),
  Home: say('Home'),
  End: say('End'),
  Backspace: say('Backspace'),
})

/** A key as it is printed: "Ctrl+Shift+z" is "Ctrl Shift Z", "ArrowLeft" is "←". */
export function keyText(key: string): string {
  // the plus of "Ctrl++" is a key itself
  const parts = key.split(/\+(?!$)/)
  const named = words()
  return parts.map((part) => named[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(' ')
}
