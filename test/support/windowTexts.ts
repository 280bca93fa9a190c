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

/** Reads all files of the window. */
export function readWindowTexts(): WindowTexts {
  const found: WindowTexts = { texts: new Set([...sentences, ...shellTexts]), unreadable: [], past: [] }
  for (const file of readdirSync(window, { recursive: true, encoding: 'utf8' }))
    if (/\.(svelte|ts)$/.test(file)) readFile(file, found)
  return found
}

function readFile(file: string, found: WindowTexts): void {
  const text = readFileSync(join(window, file), 'utf8')
  const source = file.endsWith('.svelte') ? text : `<script lang="ts">${text}</script>`
  /** `same`: the words of the element around it are the same in every language */
  const visit = (node: Node, same = false): void => {
    if (node.type === 'CallExpression' && (node.callee as Node).name === 'say') {
      const texts = writtenIn((node.arguments as Node[])[0]!)
      if (texts) for (const one of texts) found.texts.add(one)
      else found.unreadable.push(`${file}: ${source.slice(node.start as number, node.end as number)}`)
    }
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

/** Words that are written into markup as they are. Names and units of a letter or two are no words. */
function isPast(node: Node): boolean {
  const isWord = (text: unknown): boolean => /\p{L}{3}/u.test(String(text).replaceAll('Lumitag', ''))
  if (node.type === 'Fragment')
    return (node.nodes as Node[]).some((one) => one.type === 'Text' && isWord(one.data))
  if (node.type !== 'Attribute' || !SPOKEN.includes(node.name as string) || node.value === true) return false
  return [node.value].flat().some((one) => isNode(one) && one.type === 'Text' && isWord(one.data))
}

/** The sentences that no file of the engine says any more. Values of templates count as those in braces. */
export function forgottenSentences(): string[] {
  const said = ['src-main', 'src-shared', 'resources/labels'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|json)$/.test(file))
      .map((file) =>
        readFileSync(join(root, folder, file), 'utf8')
          .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '{}')
          .replaceAll(/\\(["'])/g, '$1'),
      ),
  )
  return sentences.filter(
    (sentence) => !said.some((text) => text.includes(sentence.replaceAll(/\{\w+\}/g, '{}'))),
  )
}
