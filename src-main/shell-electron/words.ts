import { readFileSync, writeFileSync } from 'node:fs'
import type { ShellText } from '../../src-shared/shellTexts.ts'

type Words = Readonly<Record<string, string>>
let words: Words = {}
let keep: (words: Words) => void = () => {}

/** A text in the language of the window, as far as that was ever told; else in English. */
export const say = (text: ShellText, values: Readonly<Record<string, string>> = {}): string =>
  (words[text] ?? text).replaceAll(/\{(\w+)\}/g, (braces, name: string) => values[name] ?? braces)

/** What the window said last is in this file, for the time before it says it again. `onChange`: it speaks otherwise now. */
export function openWords(file: string, onChange: () => void): void {
  words = read(file)
  keep = (now) => {
    if (JSON.stringify(now) === JSON.stringify(words)) return
    words = now
    onChange()
    try {
      writeFileSync(file, JSON.stringify(now))
    } catch {
      // on a full disk they hold until the program ends
    }
  }
}

/** The window tells what the shell's texts are in its language. */
export const learnWords = (now: Words): void => keep(now)

function read(file: string): Words {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const isText = ([, text]: [string, unknown]): boolean => typeof text === 'string'
    return Object.fromEntries(Object.entries(stored as object).filter(isText))
  } catch {
    return {}
  }
}
