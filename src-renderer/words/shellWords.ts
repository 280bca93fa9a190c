import { shellTexts, type ShellText } from '../../src-shared/shellTexts.ts'
import { textIn } from './say.svelte.ts'

/** What the shell's texts are in the window's language, with their values in braces; follows the language. */
export const shellWords = (): Record<ShellText, string> =>
  Object.fromEntries(shellTexts.map((text) => [text, textIn(text)])) as Record<ShellText, string>
