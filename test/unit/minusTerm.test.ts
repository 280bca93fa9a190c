import { expect, test } from 'vitest'
import { parseMinus, writeMinus } from '../../src-shared/minusTerm.ts'

test('a minus term is read as it was written, with its weight', () => {
  expect(parseMinus('people')).toEqual({ text: 'people' })
  expect(parseMinus('people : 0.3')).toEqual({ text: 'people', weight: 0.3 })
  expect(writeMinus({ text: 'people', weight: 0.5 })).toBe('people')
  expect(writeMinus({ text: 'people', weight: 0.3 })).toBe('people:0.3')
  // what looks like a weight but belongs to the words stays with them
  const ratio = { text: 'format 4:3', weight: 0.5 }
  expect(parseMinus(writeMinus(ratio))).toEqual(ratio)
})
