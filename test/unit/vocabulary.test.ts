import { expect, test } from 'vitest'
import { readVocabularyLines } from '../../src-main/engine/models/vocabulary.ts'

const vocabulary = readVocabularyLines([
  'hand: dog; dogs; hound | hund; chien; 犬; собака',
  'hand: coral reef; sea life | 水中',
  'wordnet: wading bird; wader',
])

test('articles and plurals are no unknown words; words that were never taught are', () => {
  expect(vocabulary.unknownWords('a photo of two dogs')).toEqual(['two'])
  expect(vocabulary.unknownWords('Ein Hund')).toEqual([])
  expect(vocabulary.unknownWords('a spaceship over a coral reef')).toEqual(['spaceship', 'over'])
  expect(vocabulary.unknownWords('собака')).toEqual([])
})

test('scripts without blanks know a word by the names inside it', () => {
  expect(vocabulary.unknownWords('かわいい犬')).toEqual([])
  expect(vocabulary.unknownWords('飛行機')).toEqual(['飛行機'])
})

test('concepts are listed by their first name', () => {
  expect(vocabulary.concepts).toEqual(['coral reef', 'dog', 'wading bird'])
})
