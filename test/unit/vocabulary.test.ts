import { expect, test } from 'vitest'
import { nameUnknownWords } from '../../src-shared/nameUnknownWords.ts'
import { readVocabularyLines } from '../../src-main/engine/models/vocabulary.ts'

const vocabulary = readVocabularyLines(
  [
    'hand: dog; dogs; hound | hund; chien; 犬; собака',
    'hand: coral reef; sea life | 水中',
    'hand: elephant; elephants',
    'wordnet: wading bird; wader',
  ],
  ['dog: akita; hound dog; spaniel', 'wading bird: bittern; stork', 'elephant: mammoth'],
)
const unknown = (prompt: string): string[] => vocabulary.unknownWords(prompt).map(({ word }) => word)
const near = (word: string): string[] => vocabulary.unknownWords(word)[0]!.near

test('articles and plurals are no unknown words; words that were never taught are', () => {
  expect(unknown('a photo of two dogs')).toEqual(['two'])
  expect(unknown('Ein Hund')).toEqual([])
  expect(unknown('a spaceship over a coral reef')).toEqual(['spaceship', 'over'])
  expect(unknown('собака')).toEqual([])
})

test('scripts without blanks know a word by the names inside it', () => {
  expect(unknown('かわいい犬')).toEqual([])
  expect(unknown('飛行機')).toEqual(['飛行機'])
})

test('concepts are listed by their first name', () => {
  expect(vocabulary.concepts).toEqual(['coral reef', 'dog', 'elephant', 'wading bird'])
})

test('an unknown word comes with known ones: spelt alike, what it is a kind of, or the one it ends in', () => {
  expect(near('elehpant')).toEqual(['elephant'])
  expect(near('Schäferhund')).toEqual(['hund'])
  expect(near('storks')).toEqual(['wading bird'])
  expect(near('houmd')).toEqual(['hound'])
})

test('a short or a wholly other word has no neighbours', () => {
  expect(near('doge')).toEqual([])
  expect(near('bog')).toEqual([])
  expect(near('spaceship')).toEqual([])
})

test('unknown words are named once, with what may be written instead', () => {
  const words = vocabulary.unknownWords('mammoth and spaceship, mammoth')
  expect(nameUnknownWords(words)).toBe('“mammoth” (try “elephant”), “spaceship”')
})
