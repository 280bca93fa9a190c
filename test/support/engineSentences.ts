import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'vite'
import { hear } from '../../src-renderer/words/hear.ts'
import { sentences } from '../../src-renderer/words/sentences.ts'
import { root } from './build.ts'

/**
 * What the window never shows of the engine and the shells: the measuring of labels and what else only the terminal can
 * do, logs, answers to requests for pictures, and the shell's own texts, which the window says already.
 */
const ELSEWHERE = new RegExp(
  [
    'engine/(inference/(golden|parts)|labels/evaluation|media)/',
    'engine/(labels/packs|models/recommend)\\.',
    'shell-browser/server|shell-electron/(main|settleLibrary|showWork|supervisor|updates|window)\\.',
    'src-shared/(rpcServer|shellTexts)',
  ].join('|'),
)

interface Said {
  file: string
  text: string
  /** of an error that is no LumitagError */
  internal: boolean
}

/** All strings that are written in code, with `{}` for the values in templates. */
function writtenIn(file: string, code: string): Said[] {
  const found: Said[] = []
  const internal: [number, number][] = []
  const add = (text: string, start: number): void => {
    found.push({ file, text, internal: internal.some(([from, to]) => from <= start && start < to) })
  }
  new Visitor({
    NewExpression({ callee, start, end }) {
      if (callee.type === 'Identifier' && /^(Type|Range)?Error$/.test(callee.name))
        internal.push([start, end])
    },
    Literal({ value, start }) {
      if (typeof value === 'string') add(value, start)
    },
    TemplateLiteral({ quasis, start }) {
      add(quasis.map(({ value }) => value.cooked).join('{}'), start)
    },
  }).visit(parseSync(file, code).program)
  return found
}

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => join(folder, file))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const code = ['src-main/engine', 'src-main/shell-browser', 'src-main/shell-electron', 'src-shared']
  .flatMap((folder) => filesIn(folder, /\.ts$/))
  .flatMap((file) => writtenIn(file, read(file)))
const data = ['models/catalogue.json', ...filesIn('resources/labels', /\.json$/)].map(read)

/** Known sentences that nobody says any more. */
export function forgottenSentences(): string[] {
  const said = [...code.map(({ text }) => text), ...data]
  return sentences
    .map(([sentence]) => sentence)
    .filter((sentence) => {
      const written = sentence.replaceAll(/\{\w+\}/g, '{}')
      return !said.some((text) => text.includes(written))
    })
}

/** Whole sentences of the engine that the window, in the language that it speaks now, could only show in English. */
export function unheardSentences(): string[] {
  return code
    .filter(
      ({ file, text, internal }) =>
        !internal && !ELSEWHERE.test(file) && /^[\p{Lu}"“{].*\s.*[^.]\.$/su.test(text),
    )
    .filter(({ text }) => {
      // words before the last sentence are looked at where they are written
      const sentence = text.replace(/^\{\} (?=\p{Lu})/u, '').replaceAll('{}', '7')
      return hear(sentence) === sentence
    })
    .map(({ file, text }) => `${file}: ${text}`)
}
