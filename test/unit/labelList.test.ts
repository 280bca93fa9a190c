import { expect, test } from 'vitest'
import { parseLabels, quoteLabel, splitTyped } from '../../src-shared/labelList.ts'

test.each<[string, string[]]>([
  ['a cat, a dog', ['a cat', 'a dog']],
  ['  a cat ,,\n a dog,', ['a cat', 'a dog']],
  ['A cat, a dog, a CAT, a dog ', ['A cat', 'a dog']],
  ['"a dog, running", a cat', ['a dog, running', 'a cat']],
  ['“Hund, braun”, „Katze, grau“, «chien, noir»', ['Hund, braun', 'Katze, grau', 'chien, noir']],
  ['a sign that says "stop, now"', ['a sign that says "stop', 'now"']],
  ['"he said ""no, thanks""", x', ['he said "no, thanks"', 'x']],
  ['a dog\'s tail, a 5" disk', ["a dog's tail", 'a 5" disk']],
  ['"a dog, running', ['a dog, running']],
  ['猫、犬，鳥, قط، كلب', ['猫', '犬', '鳥', 'قط', 'كلب']],
  ['🐈, 👩‍👩‍👧, <mask>', ['🐈', '👩‍👩‍👧', '<mask>']],
  ['""', []],
  [' , ,', []],
])('%j is the labels %j', (text, labels) => {
  expect(parseLabels(text)).toEqual(labels)
})

test('a list that is still typed gives its finished labels, and keeps the rest as it is', () => {
  expect(splitTyped('a cat, a do')).toEqual({ complete: ['a cat'], rest: ' a do' })
  expect(splitTyped('a cat, "a dog, ru')).toEqual({ complete: ['a cat'], rest: ' "a dog, ru' })
  expect(splitTyped('a cat,')).toEqual({ complete: ['a cat'], rest: '' })
})

test.each(['a cat', 'a dog, running', '"quoted"', 'he said "no, thanks"', '“x'])(
  '%j is read back as it was when typed again',
  (label) => expect(parseLabels(quoteLabel(label))).toEqual([label]),
)
