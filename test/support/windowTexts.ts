import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'svelte/compiler'
import { sentences } from '../../src-renderer/words/sentences.ts'
import { shellTexts } from '../../src-shared/shellTexts.ts'
import { root } from './build.ts'

const window = join(root, 'src-renderer')

/** What the window says: every text that is given to `say`, the engine's known sentences, the shell's texts, and what is written past them. */
export interface WindowTexts {
  texts: Set<string>
  /** calls of `say` that nobody can translate: their text is not written there */
  unreadable: string[]
  /** words in markup that no language can change */
  past: string[]
}

interface Node {
  type: string
  [key: string]: unknown
}
const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string'

/** Attributes that people read or hear. */
const SPOKEN = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label']
/** Elements whose words are the same in every language: keys, names of files. */
const SAME = ['kbd', 'code', 'style', 'script']

/** Strings that begin like words and are none: keys, events' types, formats, examples of names. */
const NO_WORDS =
  /^((Ctrl|Alt|Shift|Control|Meta)\b.*|AltGraph|Esc(ape)?|Enter|Space|Tab|Home|End|Page(Up|Down)|Arrow\w+|Backspace|Delete|Files|MultiPolygon|DownloadURL|Canon EOS R5|Eiffel, IMG_1234)$/

/** Reads all files of the window. */
export function readWindowTexts(): WindowTexts {
  const found: WindowTexts = {
    texts: new Set([...sentences.map(([, shown]) => shown), ...shellTexts]),
    unreadable: [],
    past: [],
  }
  for (const file of readdirSync(window, { recursive: true, encoding: 'utf8' }))
    if (/\.(svelte|ts)$/.test(file)) readFile(file, found)
  return found
}

function readFile(file: string, found: WindowTexts): void {
  const text = readFileSync(join(window, file), 'utf8')
  const source = file.endsWith('.svelte') ? text : `<script lang="ts">${text}</script>`
  /** `same`: the words of the element around it are the same in every language */
  const visit = (node: Node, same = false): void => {
    if (node.type === 'TSLiteralType' || isError(node)) return
    if (node.type === 'CallExpression' && (node.callee as Node).name === 'say') {
      const texts = writtenIn((node.arguments as Node[])[0]!)
      if (texts) for (const one of texts) found.texts.add(one)
      else found.unreadable.push(`${file}: ${source.slice(node.start as number, node.end as number)}`)
      for (const value of (node.arguments as Node[]).slice(1)) visit(value)
      return
    }
    if (isUnsaid(node) && !file.startsWith('words')) found.past.push(`${file}: ${String(node.value)}`)
    if (!(same && node.type === 'Fragment') && isPast(node))
      found.past.push(`${file}: ${source.slice(node.start as number, node.end as number)}`)
    const isSame = node.type === 'RegularElement' && SAME.includes(node.name as string)
    for (const one of Object.values(node).flat()) if (isNode(one)) visit(one, isSame)
  }
  const { fragment, instance, module } = parse(source, { modern: true })
  for (const part of [fragment, instance?.content, module?.content]) if (part) visit(part as unknown as Node)
}

/** The texts of an argument: one that is written out, or a choice between such. */
function writtenIn(node: Node): string[] | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value]
  if (node.type === 'ConditionalExpression') {
    const [yes, no] = [writtenIn(node.consequent as Node), writtenIn(node.alternate as Node)]
    return yes && no && [...yes, ...no]
  }
  return undefined
}

/** What programmers are told. */
const isError = ({ type, callee }: Node): boolean =>
  type === 'NewExpression' && (callee as Node).name === 'Error'

/** A string that begins like words for people, and is neither given to `say` nor heard. */
const isUnsaid = ({ type, value }: Node): boolean =>
  type === 'Literal' &&
  typeof value === 'string' &&
  /^\p{Lu}\p{Ll}/u.test(value) &&
  !NO_WORDS.test(value) &&
  !sentences.some(([said]) => said === value)

/** Words that are written into markup as they are. Names and units of a letter or two are no words. */
function isPast(node: Node): boolean {
  const isWord = (text: unknown): boolean => /\p{L}{3}/u.test(String(text).replaceAll('Lumitag', ''))
  if (node.type === 'Fragment')
    return (node.nodes as Node[]).some((one) => one.type === 'Text' && isWord(one.data))
  if (node.type !== 'Attribute' || !SPOKEN.includes(node.name as string) || node.value === true) return false
  return [node.value].flat().some((one) => isNode(one) && one.type === 'Text' && isWord(one.data))
}
