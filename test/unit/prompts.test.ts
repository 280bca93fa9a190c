import { expect, test } from 'vitest'
import { englishTwins, isWeakLanguage } from '../../src-main/engine/labels/languages.ts'
import { promptHash, textsOf } from '../../src-main/engine/labels/prompts.ts'

const templates = ['{}', 'a photo of {}', 'this is a photo of {}.']

test('a bare word is dressed up; a sentence and other scripts are used as they are', () => {
  expect(textsOf('a dog', templates)).toEqual(['a dog', 'a photo of a dog', 'this is a photo of a dog.'])
  expect(textsOf('a dog that sleeps on a sofa', templates)).toEqual(['a dog that sleeps on a sofa'])
  expect(textsOf('an old photo', templates)).toEqual(['an old photo'])
  expect(textsOf('собака', templates)).toEqual(['собака'])
  expect(textsOf('犬', templates)).toEqual(['犬'])
})

test('characters that replace() would take for commands stay what they are', () => {
  expect(textsOf('$& $1', templates)[1]).toBe('a photo of $& $1')
})

test('the same question has the same hash, another one another', () => {
  expect(promptHash(['a dog'], templates, 'lower')).toBe(promptHash(['a dog'], templates, 'lower'))
  expect(promptHash(['a dog'], templates, 'lower')).not.toBe(promptHash(['a cat'], templates, 'lower'))
  expect(promptHash(['a dog'], templates, 'lower')).not.toBe(promptHash(['a dog'], ['{}'], 'lower'))
})

test('a language that a model knows less well is noticed, and the packs have an English twin', () => {
  const weak = (prompt: string, family: string, pieces = 32_000): boolean =>
    isWeakLanguage(prompt, { family, pieces })
  expect(['ein Hund', 'собака', 'café', 'le chien'].map((prompt) => weak(prompt, 'clip'))).toEqual([
    ...[true, true, true, true],
  ])
  expect(['a dog', 'a cafe at night'].map((prompt) => weak(prompt, 'clip'))).toEqual([false, false])
  expect(['ein Hund', 'собака', '犬'].map((prompt) => weak(prompt, 'siglip2'))).toEqual([false, false, false])
  expect(['ཁྱི', 'कुत्ता', 'σκύλος'].map((prompt) => weak(prompt, 'siglip'))).toEqual([true, true, true])
  // the multilingual SigLIP 1
  expect(['ein Hund', 'कुत्ता', 'ཁྱི'].map((prompt) => weak(prompt, 'siglip1', 250_000))).toEqual([
    ...[false, false, true],
  ])
  const pack = { name: 'p', title: 'P', description: '' }
  const twinOf = englishTwins([
    {
      ...pack,
      labels: [{ name: 'Dog', prompts: ['a dog', 'ein Hund', '犬'], automatic: null, suggestion: null }],
    },
  ])
  expect([' Ein Hund', '犬', 'eine Katze'].map(twinOf)).toEqual(['a dog', 'a dog', undefined])
})
